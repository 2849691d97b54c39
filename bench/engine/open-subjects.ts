import { Redis } from 'ioredis';
import type { Connection } from 'mongoose';
import type { EngineSubject, Load } from './engine-subject.js';
import {
  openAsyncCacheDedupe,
  openBentocache,
  openCacheable,
  openCacheManager,
  openLayeredLoader,
} from './library-subjects.js';
import { openRawMemory, openRawRedis } from './raw-subjects.js';
import { openTiercel } from './tiercel-subject.js';

/** A database of the engine's own: the product's log has nothing to do with it. */
export const ENGINE_DATABASE = 'bench_engine';

/** Everything that is measured, over the same servers. */
export async function openSubjects(
  env: Readonly<Record<string, string>>,
  connection: Connection,
  load: Load,
): Promise<readonly EngineSubject[]> {
  const redisUri = env['REDIS_URL'] ?? '';
  const tools = { connect: () => new Redis(redisUri), redisUri, load };
  return [
    ...(await openTiercel(env, connection, load)),
    openBentocache(tools),
    openCacheable(tools),
    openCacheManager(tools),
    openLayeredLoader(tools),
    ...openAsyncCacheDedupe(tools),
    openRawMemory(load),
    openRawRedis(tools.connect(), load),
  ];
}
