import { Logger } from '@nestjs/common';
import { Cluster } from 'ioredis';
import { countRedisConnections, type AppConfig } from '../../config/index.js';
import type { SnapshotReader } from '../database/index.js';
import { CacheEngine } from './cache-engine.js';
import { publish } from './cache-events.js';
import type { EngineOptions } from './engine.options.js';
import { MongoLog } from './mongo/mongo-log.adapter.js';
import { SYSTEM_RUNTIME } from './runtime.js';
import { NoRemoteTier } from './tiers/no-remote-tier.js';
import { openRedis, REDIS_BUDGET_MS } from './tiers/redis-client.js';
import { RedisTier } from './tiers/redis-tier.js';
import type { RemoteTier } from './tiers/remote-tier.port.js';

const MEBIBYTE = 1024 * 1024;
/** Redis is given this long to be connected before the first request; then it joins when it comes. */
const REDIS_PATIENCE_MS = 1_000;

/** The engine over real servers. Collections of its own exist when this resolves. */
export async function createEngine(
  { env }: AppConfig,
  snapshots: SnapshotReader,
  options: EngineOptions,
): Promise<CacheEngine> {
  const enabled = env.CACHE === 'on';
  const log = new MongoLog(env.MONGO_URI, options.sources);
  await log.prepare();
  const longestTtlSeconds = Math.max(...options.rows.map(({ ttl }) => ttl?.l2 ?? env.CACHE_DEFAULT_TTL));
  const remote = enabled && env.REDIS_URL ? await connectRemote(env.REDIS_URL, env) : new NoRemoteTier();
  return new CacheEngine(
    { log, snapshots, remote, runtime: SYSTEM_RUNTIME },
    {
      enabled,
      longestTtlSeconds,
      defaultTtlSeconds: env.CACHE_DEFAULT_TTL,
      stalenessMs: env.CACHE_STALENESS_MS,
      maxBytes: env.CACHE_MAX_MEMORY_MB * MEBIBYTE,
    },
  );
}

async function connectRemote(url: string, env: AppConfig['env']): Promise<RemoteTier> {
  const client = openRedis(url);
  if (client instanceof Cluster) watchConnections(client, env.REDIS_MAX_CONNECTIONS);
  const tier = new RedisTier(client, SYSTEM_RUNTIME, {
    budgetMs: REDIS_BUDGET_MS,
    retryOnTimeout: env.REDIS_RETRY_ON_TIMEOUT,
    onBreaker: (open, cause) => publish('breaker', () => ({ open, cause })),
    onRefusal: (error) => publish('redis', () => ({ error })),
    onCorrupted: (key) => publish('refuse', () => ({ key, reason: 'not an entry of this product' })),
  });
  await tier.waitUntilReady(REDIS_PATIENCE_MS);
  return tier;
}

/** The nodes of a cluster are known only now, and may become more: too many for the bound are told of, and used. */
export function watchConnections(cluster: Cluster, bound: number): void {
  let told = 0;
  cluster.on('+node', () => {
    const needed = countRedisConnections({ scheme: 'redis+cluster', nodes: cluster.nodes() });
    if (needed <= Math.max(bound, told)) return;
    told = needed;
    new Logger('Cache').warn(
      `the cluster's nodes take ${needed} connections, REDIS_MAX_CONNECTIONS is ${bound}`,
    );
  });
}
