import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';
import { identifyProcess } from '../../src/embedded/process-identity.js';
import { findLeftover } from '../../src/embedded/server-record.js';
import { eventually } from '../support/eventually.js';
import { Program } from '../support/program.js';
import { makeTestDir } from '../support/servers.js';
import { TestClient } from '../support/test-client.js';
import { TEST_ENV } from '../support/test-env.js';

const ENTRY = 'src/embedded/start.ts';
const LISTENS = /Tiercel listens on (http:\S+)/;
const ACCOUNT = /^ +student +(\S+@\S+) +(\S+)$/m;

/** A bare environment in which the servers of this test run are found, so that nothing is fetched. */
function environment(dataDir: string): Record<string, string> {
  const redisServer = process.env[TEST_ENV.redisServer]!;
  const path = [process.env['PATH'], ...(redisServer.includes('/') ? [dirname(redisServer)] : [])];
  return {
    PATH: path.join(delimiter),
    MONGOD_BINARY: process.env[TEST_ENV.mongod]!,
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'silent',
  };
}

/** The pids of the servers that run on a data folder. */
function runningServers(dataDir: string): (number | undefined)[] {
  return [join(dataDir, 'mongo', '0'), join(dataDir, 'redis')].map((dir) => findLeftover(dir));
}

describe('npm start, where it cannot start,', () => {
  it('tells in one line that the port is taken, before it touches anything', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const port = String((holder.address() as AddressInfo).port);
    const dataDir = join(makeTestDir('start'), 'data');
    const { code, err } = await Program.run(ENTRY, { ...environment(dataDir), PORT: port }).end();
    holder.close();
    expect(err).toMatch(new RegExp(`^Port ${port} is in use[^\n]*\n$`));
    expect(code).toBe(1);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('tells in one line that its folder cannot be written to', async () => {
    const file = join(makeTestDir('start'), 'a-file');
    writeFileSync(file, '');
    const { code, err } = await Program.run(ENTRY, environment(join(file, 'data'))).end();
    expect(err).toMatch(/^DATA_DIR \S+ cannot be written to[^\n]*\n$/);
    expect(code).toBe(1);
  });

  it('tells in one line what to install when there is no MongoDB', async () => {
    const nowhere = { ...environment(makeTestDir('start')), MONGOD_BINARY: '/nowhere/mongod' };
    const { code, err } = await Program.run(ENTRY, nowhere).end();
    expect(err).toMatch(/^[^\n]*MONGO_URI[^\n]*install MongoDB[^\n]*\n$/);
    expect(code).toBe(1);
  });

  it('tells all that is wrong with the environment at once', async () => {
    const wrong = { ...environment(makeTestDir('start')), PORT: 'eighty', CACHE: 'maybe' };
    const { code, err } = await Program.run(ENTRY, wrong).end();
    expect(err).toMatch(/^ +PORT:.*\n +CACHE:.*\n$/m);
    expect(code).toBe(1);
  });
});

describe('npm start, on a bare machine,', () => {
  let running: Program | undefined;
  const dataDir = makeTestDir('start');

  const start = async () => {
    running = Program.run(ENTRY, environment(dataDir));
    const [, address] = await running.waitFor(LISTENS);
    return { program: running, client: new TestClient(address!) };
  };

  afterEach(() => running?.signal('SIGTERM'));
  afterAll(async () => void (await running?.end()));

  let token: string;

  it('serves a demonstration to the account that it prints, whose secret is for its owner only', async () => {
    const { program, client } = await start();
    const [, email, password] = await program.waitFor(ACCOUNT);
    const signedIn = await client.post<{ access_token: string }>('/auth/login', { email, password });
    token = signedIn.body.access_token;
    expect((await client.get('/health')).body).toMatchObject({ status: 'healthy' });
    const courses = await client.get<{ total: number }>('/courses');
    expect(courses.body.total).toBeGreaterThanOrEqual(60);
    expect(statSync(join(dataDir, 'jwt-secret')).mode & 0o777).toBe(0o600);
    program.signal('SIGKILL');
    await program.end();
  }, 120_000);

  it('ends the servers that a crash left, starts again on the same data, and takes no second start beside it', async () => {
    const left = runningServers(dataDir);
    expect(left).toEqual([expect.any(Number), expect.any(Number)]);
    const { program, client } = await start();
    expect(left.map((pid) => identifyProcess(pid!))).toEqual([undefined, undefined]);
    const me = await client.with({ authorization: `Bearer ${token}` }).get('/auth/me');
    expect(me.status).toBe(200);
    const second = await Program.run(ENTRY, environment(dataDir)).end();
    expect(second).toMatchObject({ code: 1, err: expect.stringMatching(/^DATA_DIR \S+ is in use[^\n]*\n$/) });
    // As a terminal does it: once itself, and once more through npm.
    program.signal('SIGINT');
    program.signal('SIGINT');
    expect(await program.end()).toMatchObject({ code: 0 });
    expect(runningServers(dataDir)).toEqual([undefined, undefined]);
  }, 120_000);

  it('stops its servers when it is told to end while they start', async () => {
    const program = Program.run(ENTRY, environment(dataDir));
    running = program;
    await eventually('both servers run', () => runningServers(dataDir).every((pid) => pid !== undefined));
    const pids = runningServers(dataDir);
    program.signal('SIGTERM');
    expect((await program.end()).code).toBe(143);
    // They end by themselves after it, and are no children of ours that could tell.
    await eventually('both have ended', () => pids.every((pid) => identifyProcess(pid!) === undefined));
    expect(runningServers(dataDir)).toEqual([undefined, undefined]);
  }, 60_000);
});
