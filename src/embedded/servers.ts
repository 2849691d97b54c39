import { resolve } from 'node:path';
import { assertReachable } from './assert-reachable.js';
import type { ServerAddresses } from './data-dir.js';
import { startEmbeddedMongo } from './embedded-mongo.js';
import { startEmbeddedRedis } from './embedded-redis.js';
import { EmbeddedServerError } from './embedded.errors.js';
import { locateMongod } from './locate-mongod.js';
import { locateRedis } from './locate-redis.js';
import type { Report } from './sources.js';

/** Folder of fetched binaries. */
const CACHE = 'servers';

export interface ServersOptions {
  /** Folder for binaries and data; hold it (`DataDir.open`) before. */
  readonly dataDir: string;
  /** Where given, that server is used and none is started. */
  readonly mongoUri?: string | undefined;
  readonly redisUrl?: string | undefined;
  readonly mongodBinary?: string | undefined;
  /** Told one line for people on what was taken, and before something slow begins. */
  readonly report: Report;
}

export interface Servers extends ServerAddresses {
  /** Stops what was started here, and nothing else. */
  stop(): Promise<void>;
}

interface Started {
  readonly uri: string;
  stop?(): Promise<void>;
}

/**
 * Sees to it that there are a MongoDB and a Redis server, keeping their data between runs.
 *
 * Without Redis the product works on process memory alone, so that is told and no fault.
 * @throws {EmbeddedServerError} when there is no MongoDB to be had, or the one named does not answer
 */
export async function provideServers(options: ServersOptions): Promise<Servers> {
  // Found one after the other, since both may show a download; started together.
  const startMongo = await findMongo(options);
  const startRedis = await findRedis(options);
  const starting = [startMongo(), startRedis()] as const;
  const stop = async (): Promise<void> => {
    const started = await Promise.allSettled(starting);
    await Promise.all(
      started.map(async (one) => {
        if (one.status === 'fulfilled') await one.value?.stop?.();
      }),
    );
  };
  try {
    const [mongo, redis] = await Promise.all(starting);
    return { mongoUri: mongo.uri, redisUrl: redis?.uri, stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

async function findMongo(options: ServersOptions): Promise<() => Promise<Started>> {
  const { mongoUri: uri, mongodBinary, dataDir, report } = options;
  if (uri !== undefined) {
    await assertReachable(uri);
    report('MongoDB: the one of MONGO_URI');
    return () => Promise.resolve({ uri });
  }
  const cacheDir = resolve(dataDir, CACHE);
  const { binary, version, source } = await locateMongod({ binary: mongodBinary, cacheDir, report });
  report(`MongoDB ${version}: ${source}`);
  return () => startEmbeddedMongo({ binary, dir: resolve(dataDir, 'mongo') });
}

async function findRedis(options: ServersOptions): Promise<() => Promise<Started | undefined>> {
  const { redisUrl: uri, dataDir, report } = options;
  if (uri !== undefined) {
    report('Redis: the one of REDIS_URL');
    return () => Promise.resolve({ uri });
  }
  const goOnWithout = (fault: unknown): undefined => {
    if (!(fault instanceof EmbeddedServerError)) throw fault;
    report(`Going on without Redis, on process memory alone: ${fault.message}`);
  };
  try {
    const { binary, version, source } = await locateRedis({ cacheDir: resolve(dataDir, CACHE), report });
    report(`Redis ${version}: ${source}`);
    return () =>
      startEmbeddedRedis({ binary, dir: resolve(dataDir, 'redis'), persistent: true }).catch(goOnWithout);
  } catch (fault) {
    return () => Promise.resolve(goOnWithout(fault));
  }
}
