import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedMongo, type EmbeddedMongo } from '../../src/embedded/embedded-mongo.js';
import { startEmbeddedRedis, type EmbeddedRedis } from '../../src/embedded/embedded-redis.js';
import { TEST_ENV } from './test-env.js';

/**
 * The address of a database of its own on the replica set that all suites share.
 *
 * @param suite a name that helps when looking into the database
 */
export function mongoUriFor(suite: string): string {
  const uri = new URL(readSetting('mongo'));
  const slug = suite
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 30);
  uri.pathname = `/${slug}_${randomBytes(4).toString('hex')}`;
  return uri.href;
}

/**
 * An empty redis-server of the suite's own, on a free port, that keeps nothing on disk. The suite stops it.
 *
 * @param args further arguments, as of `redis-server --name value`
 */
export async function startRedisForSuite(args: readonly string[] = []): Promise<EmbeddedRedis> {
  return await startEmbeddedRedis({ binary: readSetting('redisServer'), dir: makeTestDir('redis'), args });
}

/**
 * A replica set of the suite's own, for suites that stop, freeze or kill members. The suite stops it.
 *
 * @param members how many it has, each with its own port and pid
 * @param args further arguments of each `mongod`
 */
export async function startMongoForSuite(members = 1, args: readonly string[] = []): Promise<EmbeddedMongo> {
  const dir = makeTestDir('mongo');
  return await startEmbeddedMongo({ binary: readSetting('mongod'), dir, members, args, fleeting: true });
}

/** An empty folder that is removed when the whole run ends. */
export function makeTestDir(name: string): string {
  return mkdtempSync(join(readSetting('dir'), `${name}-`));
}

function readSetting(name: keyof typeof TEST_ENV): string {
  const value = process.env[TEST_ENV[name]];
  if (value === undefined) throw new Error(`${TEST_ENV[name]} is not set: run the suites with npm test`);
  return value;
}
