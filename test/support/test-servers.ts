import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { exitOnSignals } from '../../src/embedded/exit-on-signals.js';
import { startEmbeddedMongo, type EmbeddedMongo } from '../../src/embedded/embedded-mongo.js';
import { locateMongod } from '../../src/embedded/locate-mongod.js';
import { locateRedis } from '../../src/embedded/locate-redis.js';
import { identifyProcess } from '../../src/embedded/process-identity.js';
import { stopLeftover } from '../../src/embedded/server-record.js';
import { TEST_ENV } from './test-env.js';

/** Suites ask the log for minutes of its past, beside others that import half a million rows. */
const LONG_LOG = { oplogMb: 1_024 };
const PREFIX = 'tiercel-test-';
const OWNER = 'owner';

let dir: string | undefined;
let mongo: EmbeddedMongo | undefined;

/** Runs once, before all suites. Fetches servers where the machine has none. */
export async function startTestServers(): Promise<void> {
  // So that Ctrl-C ends mongod too; by itself it would only end jest.
  exitOnSignals();
  await sweepCrashedRuns(tmpdir());
  const cacheDir = resolve(process.env['DATA_DIR'] ?? '.data', 'servers');
  const report = (line: string): void => void process.stderr.write(`${line}\n`);
  const mongod = await locateMongod({ binary: process.env['MONGOD_BINARY'], cacheDir, report });
  const redisServer = await locateRedis({ cacheDir, report });
  dir = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(dir, OWNER), `${process.pid} ${identifyProcess(process.pid)}`);
  mkdirSync(join(dir, 'mongo'));
  const home = join(dir, 'mongo');
  mongo = await startEmbeddedMongo({ binary: mongod.binary, dir: home, fleeting: true, ...LONG_LOG });
  process.env[TEST_ENV.mongo] = mongo.uri;
  process.env[TEST_ENV.mongod] = mongod.binary;
  process.env[TEST_ENV.redisServer] = redisServer.binary;
  process.env[TEST_ENV.dir] = dir;
}

/** Runs once, after all suites, also when they failed. */
export async function stopTestServers(): Promise<void> {
  await mongo?.stop();
  if (dir !== undefined) await removeRun(dir);
}

/**
 * Ends the servers of runs that were killed, since those could not tidy up, and removes their folders.
 *
 * @param parent folder of all runs' folders
 */
export async function sweepCrashedRuns(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    const run = join(parent, name);
    if (name.startsWith(PREFIX) && !isOwned(run)) await removeRun(run);
  }
}

function isOwned(run: string): boolean {
  try {
    const [pid, identity] = readFileSync(join(run, OWNER), 'utf8').split(' ');
    return identifyProcess(Number(pid)) === identity;
  } catch {
    // Just made, its owner not noted yet; or somebody else's folder.
    return true;
  }
}

async function removeRun(run: string): Promise<void> {
  const records = readdirSync(run, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('process.json'),
  );
  await Promise.all(records.map((path) => stopLeftover(join(run, path, '..'))));
  rmSync(run, { recursive: true, force: true });
}
