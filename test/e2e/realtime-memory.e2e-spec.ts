import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { startTestApp, type TestApp } from '../support/app.js';
import { createAdmin, type Person } from '../support/people.js';
import { Program } from '../support/program.js';

const LISTENERS = 1_000;
const AT_ONCE = 50;
const GROWTH_MB = 100;

let test: TestApp;
let admin: Person;
let program: Program;
let port: number;
const sockets: Socket[] = [];

beforeAll(async () => {
  test = await startTestApp('realtime_memory');
  admin = await createAdmin(test);
  const limits = { REALTIME_MAX_LISTENERS_PER_USER: '5000' };
  program = Program.run('src/main.ts', { ...test.env, ...limits, LOG_LEVEL: 'info' });
  const [, url = ''] = await program.waitFor(/listens on ([^\s"]+)/);
  port = Number(new URL(url).port);
}, 60_000);
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  program.signal('SIGKILL');
  await program.end();
  await test.stop();
});

/** Opens a stream on a bare connection, so that the figure is the server's alone. */
async function listen(): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.write(
    `GET /realtime/stream HTTP/1.1\r\nhost: tiercel\r\nauthorization: Bearer ${admin.access_token}\r\n\r\n`,
  );
  const [head] = (await once(socket, 'data')) as [Buffer];
  expect(head.toString()).toMatch(/^HTTP\/1.1 200 /);
  socket.resume();
}

async function listenMany(count: number): Promise<void> {
  for (let opened = 0; opened < count; opened += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, listen));
}

describe('a process with a thousand idle listeners', () => {
  it('has grown by a hundred megabytes at most', async () => {
    await listenMany(AT_ONCE);
    const before = program.residentMb;
    await listenMany(LISTENERS);
    const grown = program.residentMb - before;
    process.stderr.write(`${LISTENERS} listeners: ${grown.toFixed(1)} MiB more than ${before.toFixed(1)}\n`);
    expect(grown).toBeLessThan(GROWTH_MB);
  }, 60_000);
});
