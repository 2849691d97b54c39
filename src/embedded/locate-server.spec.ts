import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTestDir } from '../../test/support/servers.js';
import { EmbeddedServerError } from './embedded.errors.js';
import { locateMongod } from './locate-mongod.js';
import { locateServer, type ServerSource } from './locate-server.js';

/** A program that prints this and exits with that. */
function makeProgram(line: string, { code = 0, mode = 0o755 } = {}): string {
  const path = join(makeTestDir('program'), 'server');
  writeFileSync(path, `#!/bin/sh\necho "${line}"\necho "of no use here" >&2\nexit ${code}\n`);
  chmodSync(path, mode);
  return path;
}

const source = (name: string, binary: string | undefined): ServerSource => ({
  name,
  find: () => Promise.resolve(binary),
});

const search = (...sources: ServerSource[]) => locateServer({ name: 'server', oldest: 6, sources });

describe('the search for a server', () => {
  it('takes the first source that has a binary which runs and is new enough', async () => {
    const binary = makeProgram('db version v7.0.24');
    const found = await search(
      source('one that has nothing', undefined),
      source('PATH', join(makeTestDir('program'), 'missing')),
      source('an old one', makeProgram('v=5.0.9')),
      source('the right one', binary),
      source('a later one', makeProgram('v=8.0.0')),
    );
    expect(found).toEqual({ binary, version: '7.0.24', source: 'the right one' });
  });

  it('tries no further source once one will do', async () => {
    let tried = false;
    const download = { name: 'download', find: () => Promise.resolve(String((tried = true))) };
    await search(source('PATH', makeProgram('v=6.2.14')), download);
    expect(tried).toBe(false);
  });

  it('reads the version that Redis tells', async () => {
    const line = 'Redis server v=6.2.14 sha=00000000:0 malloc=libc bits=64 build=1';
    expect(await search(source('PATH', makeProgram(line)))).toMatchObject({ version: '6.2.14' });
  });

  it('tells in one line what was wrong with each source', async () => {
    const failing = { name: 'download', find: () => Promise.reject(new Error('no network\nand more')) };
    await expect(
      search(
        source('PATH', join(makeTestDir('program'), 'missing')),
        source('an old one', makeProgram('v=5.0.9')),
        source('a broken one', makeProgram('v=7.0.0', { code: 127 })),
        source('a silent one', makeProgram('hello')),
        source('one that is no program', makeProgram('v=7.0.0', { mode: 0o644 })),
        failing,
      ),
    ).rejects.toThrow(
      /^No server can be had \(PATH: not found; an old one: version 5\.0\.9 is older than 6; a broken one: of no use here; a silent one: it does not tell its version; one that is no program: .*EACCES; download: no network\)\.$/,
    );
  });

  it('tells when no source applies to this machine', async () => {
    await expect(search(source('wheel', undefined))).rejects.toThrow(
      new EmbeddedServerError('No server can be had (no source applies to this machine).'),
    );
  });
});

describe('the search for mongod', () => {
  it('tries nothing but the binary that was named, and says what to do', async () => {
    const cacheDir = join(makeTestDir('cache'), 'servers');
    const told: string[] = [];
    const binary = join(cacheDir, 'missing');
    await expect(locateMongod({ binary, cacheDir, report: (line) => told.push(line) })).rejects.toThrow(
      `Set MONGO_URI to a replica set, or install MongoDB 6.0 or newer so that mongod is on PATH or named by MONGOD_BINARY. No mongod can be had (MONGOD_BINARY ${binary}: not found).`,
    );
    expect(told).toEqual([]);
    expect(existsSync(cacheDir)).toBe(false);
  });
});
