import { SYSTEM_RUNTIME } from '../../src/cache/runtime.js';
import { openRedis, REDIS_BUDGET_MS } from '../../src/cache/tiers/redis-client.js';
import { RedisTier } from '../../src/cache/tiers/redis-tier.js';
import type { RedisNode } from '../chaos/redis-node.js';
import type { RedisTopology } from '../chaos/redis-topology.js';
import { startRedis } from '../chaos/start-redis.js';
import { eventually } from '../support/eventually.js';
import { makeTestDir } from '../support/servers.js';
import { TEST_ENV } from '../support/test-env.js';

const KEYS = Array.from({ length: 30 }, (_, n) => `key ${n}`);
const FAILOVER_MS = 30_000;

describe.each(['sentinel', 'cluster'] as const)('a Redis with successors: %s', (topology) => {
  let redis: RedisTopology;
  let tier: RedisTier;
  let frozen: RedisNode | undefined;

  beforeAll(async () => {
    redis = await startRedis(topology, process.env[TEST_ENV.redisServer] ?? '', makeTestDir(topology));
    tier = new RedisTier(openRedis(redis.url), SYSTEM_RUNTIME, {
      budgetMs: REDIS_BUDGET_MS,
      ...{ retryOnTimeout: true, onBreaker: () => {}, onCorrupted: () => {}, onRefusal: () => {} },
    });
    await tier.waitUntilReady(FAILOVER_MS);
  }, 60_000);
  afterAll(async () => {
    frozen?.signal('SIGCONT');
    await tier?.close();
    await redis?.stop();
  }, 60_000);

  /** Milliseconds of the slowest answer, and whether all were answers. */
  async function askForAll(): Promise<{ slowest: number; answered: boolean }> {
    let slowest = 0;
    let answered = true;
    for (const key of KEYS) {
      const began = performance.now();
      const { kind } = await tier.look(key);
      slowest = Math.max(slowest, performance.now() - began);
      answered &&= kind !== 'unavailable';
    }
    return { slowest, answered };
  }

  it(
    'makes nobody wait while a master is frozen, and is used again though that one stays frozen',
    async () => {
      await eventually('Redis answers', async () => (await askForAll()).answered);
      [frozen] = await redis.masters();
      frozen?.signal('SIGSTOP');
      let slowest = 0;
      const isServed = async (): Promise<boolean> => {
        const asked = await askForAll();
        slowest = Math.max(slowest, asked.slowest);
        return asked.answered;
      };
      await eventually('breaker', async () => !(await isServed()));
      await eventually('the successor answers', isServed, FAILOVER_MS);
      expect(slowest).toBeLessThan(300);
    },
    2 * FAILOVER_MS,
  );
});
