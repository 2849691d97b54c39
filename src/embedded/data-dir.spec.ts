import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endEmbedded, runEmbedded } from '../../test/support/run-embedded.js';
import { makeTestDir } from '../../test/support/servers.js';
import { DataDir, findRunningServers } from './data-dir.js';
import { readOrMakeSecret } from './secret.js';

describe('the data folder', () => {
  afterEach(endEmbedded);

  it('is made where it is missing', () => {
    const path = join(makeTestDir('data'), 'not', 'there');
    DataDir.open(path).release();
    expect(readdirSync(path)).toEqual([]);
  });

  it('is held by one process at a time, and the fault names that process', () => {
    const path = makeTestDir('data');
    const first = DataDir.open(path);
    expect(() => DataDir.open(path)).toThrow(
      `DATA_DIR ${path} is in use by process ${process.pid}: stop it, or set DATA_DIR to another folder.`,
    );
    first.release();
    DataDir.open(path).release();
  });

  it('tells where its servers are while another process holds it, and is free once that was killed', async () => {
    const path = makeTestDir('data');
    const holder = await runEmbedded('hold', path);
    expect(findRunningServers(path)).toEqual({ mongoUri: 'mongodb://held/tiercel' });
    expect(() => DataDir.open(path)).toThrow(`in use by process ${holder.pid}`);
    await holder.end('SIGKILL');
    expect(findRunningServers(path)).toBeUndefined();
    DataDir.open(path).release();
  });

  it('is held by exactly one of several that start at once after a crash', async () => {
    const path = makeTestDir('data');
    writeFileSync(
      join(path, 'in-use.json'),
      JSON.stringify({ pid: process.pid, identity: 'of an earlier life' }),
    );
    const starts = await Promise.all([1, 2, 3].map(() => runEmbedded('hold', path)));
    expect(starts.filter(({ fault }) => fault === undefined)).toHaveLength(1);
    expect(readdirSync(path)).toEqual(['in-use.json']);
  });

  it.each(['', '{'])('that was left with %j as its note is free', (text) => {
    const path = makeTestDir('data');
    writeFileSync(join(path, 'in-use.json'), text);
    expect(() => DataDir.open(path)).not.toThrow();
  });

  it('that cannot even be made is told at once, below /proc too', () => {
    expect(() => DataDir.open('/proc/nope/data')).toThrow(
      'DATA_DIR /proc/nope/data cannot be written to (ENOENT)',
    );
    expect(() => DataDir.open('/proc')).toThrow('DATA_DIR /proc cannot be written to (ENOENT)');
  });

  it('that cannot be written to is told in one line, by the lock and by the secret', () => {
    const file = join(makeTestDir('data'), 'a-file');
    writeFileSync(file, '');
    const reason = Number(process.versions.node.split('.')[0]) < 24 ? 'ENOTDIR' : 'EEXIST';
    const told = `DATA_DIR ${file}/data cannot be written to (${reason}): make it writable, or set DATA_DIR to a folder that is.`;
    expect(() => DataDir.open(join(file, 'data'))).toThrow(told);
    expect(() => readOrMakeSecret(join(file, 'data'))).toThrow(told);
  });
});

describe('the secret of an installation', () => {
  it('is made once, and only its owner can read it', () => {
    const path = join(makeTestDir('data'), 'new');
    const secret = readOrMakeSecret(path);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(statSync(join(path, 'jwt-secret')).mode & 0o777).toBe(0o600);
    expect(readOrMakeSecret(path)).toBe(secret);
  });

  it('differs between installations', () => {
    expect(readOrMakeSecret(makeTestDir('data'))).not.toBe(readOrMakeSecret(makeTestDir('data')));
  });

  it('is taken as it is when the owner wrote it', () => {
    const path = makeTestDir('data');
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'jwt-secret'), 'a secret of my own choice\n');
    expect(readOrMakeSecret(path)).toBe('a secret of my own choice');
    expect(readFileSync(join(path, 'jwt-secret'), 'utf8')).toBe('a secret of my own choice\n');
  });
});
