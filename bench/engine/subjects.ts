import { Redis, type RedisOptions } from 'ioredis';
import mongoose from 'mongoose';
import type { EngineSubject, SubjectTools } from './engine-subject.js';
import {
  openBentocache,
  openCacheable,
  openCacheManager,
  openDedupeMemory,
  openDedupeRedis,
  openLayeredLoader,
} from './library-subjects.js';
import { openQuery, openQueryAtSnapshot, openRawMemory, openRawRedis } from './raw-subjects.js';
import { loadThings } from './things.js';
import { openTiercelBytes, openTiercelObject } from './tiercel-subject.js';

/** A database of the engine's own: the product's log has nothing to do with it. */
export const ENGINE_DATABASE = 'bench_engine';

type Open = (tools: SubjectTools) => EngineSubject | Promise<EngineSubject>;

/**
 * Over an ioredis that sends what is asked for in one turn of the event loop together, as the product looks up together.
 * Whoever takes a client takes this one as well; whether it is faster depends on the runtime, so both are measured.
 */
const pipelined =
  (open: Open): Open =>
  ({ connect, ...tools }) =>
    open({ ...tools, connect: () => connect({ enableAutoPipelining: true }) });

/** Everything that is measured, over the same servers. */
export const SUBJECTS: Readonly<Record<string, Open>> = {
  tiercel_bytes: openTiercelBytes,
  tiercel_object: openTiercelObject,
  bentocache: openBentocache,
  bentocache_pipelined: pipelined(openBentocache),
  cacheable: openCacheable,
  cache_manager: openCacheManager,
  layered_loader: openLayeredLoader,
  layered_loader_pipelined: pipelined(openLayeredLoader),
  async_cache_dedupe_memory: openDedupeMemory,
  lru_cache: openRawMemory,
  async_cache_dedupe_redis: openDedupeRedis,
  async_cache_dedupe_redis_pipelined: pipelined(openDedupeRedis),
  ioredis: openRawRedis,
  ioredis_pipelined: pipelined(openRawRedis),
  query_alone: openQuery,
  query_at_snapshot: openQueryAtSnapshot,
};

/** What targets are held against; the others no change of the product could have spoiled. */
export const TARGETED: readonly string[] = [
  'tiercel_bytes',
  'tiercel_object',
  'ioredis',
  'ioredis_pipelined',
  'query_alone',
];

export interface OpenedSubject {
  readonly subject: EngineSubject;
  /** Loads from MongoDB so far. */
  readonly loads: () => number;
  /** A key that nobody has had. */
  readonly fresh: () => string;
  readonly close: () => Promise<void>;
}

/**
 * Opens a subject, and a connection to MongoDB for its loads.
 * @param env of a product, the engine's database in it
 */
export async function openSubject(
  name: string,
  env: Readonly<Record<string, string>>,
): Promise<OpenedSubject> {
  const open = SUBJECTS[name];
  if (!open) throw new Error(`expected one of ${Object.keys(SUBJECTS).join(', ')}`);
  mongoose.set('transactionAsyncLocalStorage', true);
  const connection = await mongoose.createConnection(env['MONGO_URI'] ?? '').asPromise();
  const load = loadThings(connection);
  let loads = 0;
  const redisUri = env['REDIS_URL'] ?? '';
  const subject = await open({
    env,
    connection,
    redisUri,
    connect: (options: RedisOptions = {}) => new Redis(redisUri, options),
    load: (key) => {
      loads += 1;
      return load(key);
    },
  });
  let serial = (1 + Object.keys(SUBJECTS).indexOf(name)) * 10_000_000;
  return {
    subject,
    loads: () => loads,
    fresh: () => `thing:${(serial += 1)}`,
    close: async () => {
      await subject.close();
      await connection.close();
    },
  };
}
