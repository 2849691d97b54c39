import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTestDir } from '../../test/support/servers.js';
import { findLeftover, recordServer, stopLeftover } from './server-record.js';

const STAYS = 'setInterval(() => {}, 60000); console.log("ready")';
const STUBBORN = `process.on('SIGTERM', () => {}); ${STAYS}`;

describe('the record of a running server', () => {
  const children: ChildProcess[] = [];

  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  /** A process that works in `dir` until it is ended, as a server does. */
  async function run(dir: string, script = STAYS): Promise<ChildProcess & { pid: number }> {
    const child = spawn(process.execPath, ['-e', script], { cwd: dir, stdio: ['ignore', 'pipe', 'ignore'] });
    children.push(child);
    await once(child.stdout, 'data');
    return child as unknown as ChildProcess & { pid: number };
  }

  async function runRecorded(
    script?: string,
  ): Promise<{ dir: string; child: ChildProcess & { pid: number } }> {
    const dir = makeTestDir('record');
    const child = await run(dir, script);
    recordServer(dir, child.pid);
    return { dir, child };
  }

  const isAlive = ({ exitCode, signalCode }: ChildProcess): boolean =>
    exitCode === null && signalCode === null;

  it('leads to the server that a crash left, which is then stopped', async () => {
    const { dir, child } = await runRecorded();
    const ended = once(child, 'exit');
    expect(findLeftover(dir)).toBe(child.pid);
    expect(await stopLeftover(dir)).toBe(child.pid);
    expect(await ended).toEqual([null, 'SIGTERM']);
    expect(existsSync(join(dir, 'process.json'))).toBe(false);
  });

  it('leads to a server that is frozen', async () => {
    const { dir, child } = await runRecorded();
    const ended = once(child, 'exit');
    child.kill('SIGSTOP');
    expect(await stopLeftover(dir)).toBe(child.pid);
    expect(await ended).toEqual([null, 'SIGTERM']);
  });

  it('has a server that does not end within the patience killed', async () => {
    const { dir, child } = await runRecorded(STUBBORN);
    const ended = once(child, 'exit');
    expect(await stopLeftover(dir, 50)).toBe(child.pid);
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  it('leads to nothing once the server has ended', async () => {
    const { dir, child } = await runRecorded();
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    expect(await stopLeftover(dir)).toBeUndefined();
  });

  it('leaves a later process alone that was given the same pid', async () => {
    const { dir, child } = await runRecorded();
    const record = join(dir, 'process.json');
    const { pid } = JSON.parse(readFileSync(record, 'utf8')) as { pid: number };
    writeFileSync(record, JSON.stringify({ pid, identity: 'of an earlier life' }));
    expect(await stopLeftover(dir)).toBeUndefined();
    expect(isAlive(child)).toBe(true);
  });

  it('leaves a process alone that works in another folder', async () => {
    const child = await run(makeTestDir('elsewhere'));
    const dir = makeTestDir('record');
    recordServer(dir, child.pid);
    expect(await stopLeftover(dir)).toBeUndefined();
    expect(isAlive(child)).toBe(true);
  });

  it.each(['', '{', '{"pid":-1,"identity":"1"}', '[]'])('that says %j leads to nothing', async (text) => {
    const dir = makeTestDir('record');
    writeFileSync(join(dir, 'process.json'), text);
    expect(await stopLeftover(dir)).toBeUndefined();
  });
});
