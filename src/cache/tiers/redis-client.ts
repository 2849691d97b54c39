import { Cluster, Redis, type ClusterOptions, type RedisOptions } from 'ioredis';
import { parseRedisAddress } from '../../../config/index.js';
import { gatherWrites } from './gather-writes.js';

/** No request waits longer than this for Redis, in milliseconds. */
export const REDIS_BUDGET_MS = 100;

export type RedisClient = Redis | Cluster;

/**
 * A connection that has not answered for this long is given up, in milliseconds: a server that is frozen, or parted from
 * the rest, never closes it, and another one may have taken over.
 */
const SILENCE_MS = 1_000;

/**
 * What makes a client fail fast: no queue while away, no repeat of what may have been done. How long an answer is waited
 * for is the tier's to say, which has one timer for all of them.
 */
const FAIL_FAST = {
  socketTimeout: SILENCE_MS,
  connectTimeout: 1_000,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  keepAlive: 5_000,
  retryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times, 6), 1_000),
} satisfies RedisOptions;

/** What makes a cluster's client follow slots and failovers without making a command wait for that. */
const FOLLOW_SLOTS = {
  slotsRefreshTimeout: 1_000,
  slotsRefreshInterval: 2_000,
  maxRedirections: 4,
  retryDelayOnFailover: 0,
  retryDelayOnClusterDown: 0,
} satisfies ClusterOptions;

/**
 * Opens a client by URL: `redis://`, `rediss://` (TLS), `redis+sentinel://h1:26379,h2:26379/NAME`,
 * `redis+cluster://h1:6379,h2:6379`. It connects in the background and reconnects by itself.
 * @param overrides options of a client with another purpose, such as a subscriber.
 * @throws {Error} where the address makes no sense
 */
export function openRedis(url: string, overrides: RedisOptions = {}): RedisClient {
  const address = parseRedisAddress(url);
  const credentials = {
    ...(address.username !== undefined && { username: address.username }),
    ...(address.password !== undefined && { password: address.password }),
  };
  const options: RedisOptions = { ...FAIL_FAST, ...credentials, ...overrides };
  if (address.scheme === 'redis+cluster') {
    const cluster = new Cluster([...address.nodes], {
      ...FOLLOW_SLOTS,
      enableOfflineQueue: options.enableOfflineQueue ?? false,
      clusterRetryStrategy: FAIL_FAST.retryStrategy,
      redisOptions: options,
    });
    // Keys of a cluster cannot be looked up together, so at least their commands leave together.
    return cluster.on('+node', expectNoAnswerToAsking).on('+node', gatherWrites);
  }
  if (address.scheme === 'redis+sentinel') {
    return new Redis({
      ...options,
      sentinels: [...address.nodes],
      name: address.path,
      sentinelRetryStrategy: FAIL_FAST.retryStrategy,
    });
  }
  const [node = { host: '127.0.0.1', port: 6379 }] = address.nodes;
  return new Redis({
    ...options,
    ...node,
    db: address.path === '' ? 0 : Number(address.path),
    ...(address.scheme === 'rediss' && { tls: {} }),
  });
}

/**
 * While a slot moves, the client sends ASKING before the command and looks at the answer to the latter only: one that
 * fails or is late would end the process as a rejection that nobody handles.
 */
function expectNoAnswerToAsking(node: Redis): void {
  const asking = node.asking.bind(node);
  node.asking = () => asking().catch(() => 'OK' as const);
}
