// Starts what `npm run build` made, as a user and as the image would, and asks it how it is:
// some faults of ES modules pass both the compiler and the tests.
// Usage: node .ci/start-compiled.mjs FOLDER   (for the servers' data; its owner removes it)
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmbeddedMongo } from '../dist/src/embedded/embedded-mongo.js';
import { startEmbeddedRedis } from '../dist/src/embedded/embedded-redis.js';
import { findFreePort } from '../dist/src/embedded/free-port.js';
import { locateMongod } from '../dist/src/embedded/locate-mongod.js';
import { locateRedis } from '../dist/src/embedded/locate-redis.js';

const STOPS_WITHIN_MS = 20_000;

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node .ci/start-compiled.mjs FOLDER');
const { PATH, HOME } = process.env;
const report = (line) => console.log(line);

/** Waits until /health says `healthy`; throws when the program ends or the bound passes first. */
async function waitForHealth(base, program, bound) {
  const deadline = Date.now() + bound;
  let seen = 'no answer';
  while (Date.now() < deadline) {
    if (program.exitCode !== null) throw new Error(`ended with ${program.exitCode} before it was healthy`);
    try {
      const answer = await fetch(`${base}/health`, { signal: AbortSignal.timeout(5_000) });
      seen = await answer.text();
      const { status, services } = JSON.parse(seen);
      if (status === 'healthy' && services.mongodb === 'connected' && services.redis === 'connected') return;
    } catch {
      // Not listening yet.
    }
    await delay(50);
  }
  throw new Error(`not healthy within ${bound / 1000} s: ${seen}`);
}

/** Starts a compiled program, lets `visit` use it, and stops it as `signal` would. */
async function start({ name, entry, env, bound, signal, visit }) {
  const port = await findFreePort();
  const base = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const program = spawn(process.execPath, [entry], {
    env: { PATH, HOME, HOST: '127.0.0.1', PORT: String(port), ...env },
    stdio: 'inherit',
  });
  try {
    await waitForHealth(base, program, bound);
    console.log(`${name}: healthy after ${Math.round(performance.now() - began)} ms`);
    await visit(base);
  } catch (fault) {
    throw new Error(name, { cause: fault });
  } finally {
    await stop(program, signal);
  }
}

/** Sends the signal and waits; a program that does not end by itself is a fault. */
async function stop(program, signal) {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const ended = once(program, 'exit');
  program.kill(signal);
  const overdue = setTimeout(() => program.kill('SIGKILL'), STOPS_WITHIN_MS);
  const [code, killedBy] = await ended;
  clearTimeout(overdue);
  if (killedBy === 'SIGKILL') throw new Error(`did not stop within ${STOPS_WITHIN_MS / 1000} s of ${signal}`);
  console.log(`stopped by ${signal}: ${killedBy ?? `exit code ${code}`}`);
}

/** @throws when the address does not answer 200 */
async function get(base, path) {
  const answer = await fetch(base + path, { signal: AbortSignal.timeout(10_000) });
  if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status}`);
  return answer;
}

/** `npm start` without its build: the first time it may fetch servers and make the demonstration. */
async function startEmbedded(round, bound) {
  await start({
    name: `embedded start, ${round} time`,
    entry: 'dist/src/embedded/start.js',
    env: { DATA_DIR: join(folder, 'embedded') },
    bound,
    signal: 'SIGINT',
    visit: async (base) => {
      const page = await (await get(base, '/courses')).json();
      if (page.total === 0) throw new Error('the demonstration catalogue is empty');
      await get(base, '/openapi.json');
    },
  });
}

/** What the image runs: `main.js` from the environment alone. */
async function startFromEnvironment() {
  // Where the embedded start keeps what it fetched.
  const cacheDir = join(folder, 'embedded', 'servers');
  const mongod = await locateMongod({ cacheDir, report });
  const mongo = await startEmbeddedMongo({
    binary: mongod.binary,
    dir: join(folder, 'mongo'),
    fleeting: true,
  });
  try {
    const redis = await startEmbeddedRedis({
      binary: (await locateRedis({ cacheDir, report })).binary,
      dir: join(folder, 'redis'),
    });
    try {
      await start({
        name: 'main.js',
        entry: 'dist/src/main.js',
        env: {
          MONGO_URI: mongo.uri,
          REDIS_URL: redis.uri,
          JWT_SECRET: 'only-for-this-check-0123456789abcdef',
          NODE_ENV: 'production',
        },
        bound: 60_000,
        signal: 'SIGTERM',
        visit: async (base) => {
          await get(base, '/courses');
        },
      });
    } finally {
      await redis.stop();
    }
  } finally {
    await mongo.stop();
  }
}

await startEmbedded('first', 240_000);
await startEmbedded('second', 30_000);
await startFromEnvironment();
