import { AsyncLocalStorage } from 'node:async_hooks';
import { Redis } from 'ioredis';
import type { EmbeddedRedis } from '../../embedded/embedded-redis.js';
import { startRedisForSuite } from '../../../test/support/servers.js';
import { SYSTEM_RUNTIME } from '../runtime.js';
import { openRedis } from './redis-client.js';
import { RedisTier } from './redis-tier.js';

const KEYS = Array.from({ length: 40 }, (_, n) => `key:${n}`);
const OPTIONS = {
  ...{ budgetMs: 10_000, retryOnTimeout: false },
  ...{ onBreaker: () => {}, onCorrupted: () => {}, onRefusal: () => {} },
};

describe('looks at Redis', () => {
  let server: EmbeddedRedis;
  let direct: Redis;
  let tier: RedisTier;

  beforeAll(async () => {
    server = await startRedisForSuite();
    direct = new Redis(server.uri);
    tier = new RedisTier(openRedis(server.uri, { socketTimeout: 10_000 }), SYSTEM_RUNTIME, OPTIONS);
    await tier.waitUntilReady(10_000);
  });
  afterAll(async () => {
    await tier?.close();
    direct?.disconnect();
    await server?.stop();
  });

  async function store(key: string): Promise<void> {
    await tier.getOrLease(key, { token: 'mine', leastStamp: 0, acceptsBelowFloor: false });
    const value = Buffer.from(`value of ${key}`);
    await tier.fill(key, { token: 'mine', stamp: 1, value, ttlMs: 60_000, acceptsBelowFloor: false });
  }

  /** How often Redis carried out a command since its statistics were reset. */
  async function countOf(command: string): Promise<number> {
    const pattern = new RegExp(`^cmdstat_${command}:calls=(\\d+)`, 'm');
    return Number(pattern.exec(await direct.info('commandstats'))?.[1] ?? 0);
  }

  it('that are asked for in one turn are few commands, and each gets its own answer', async () => {
    const stored = KEYS.filter((_, n) => n % 2 === 0);
    await Promise.all(stored.map(store));
    await tier.getOrLease('key:1', { token: 'other', leastStamp: 0, acceptsBelowFloor: false });
    await direct.config('RESETSTAT');
    const replies = await Promise.all(KEYS.map((key) => tier.look(key)));
    const found = replies.map((reply) => (reply.kind === 'value' ? reply.value.toString() : reply.kind));
    // A lease is no value.
    expect(found).toEqual(KEYS.map((key, n) => (n % 2 === 0 ? `value of ${key}` : 'none')));
    expect([await countOf('mget'), await countOf('get')]).toEqual([3, 0]);
  });

  it('go on in the asynchronous context of whoever asked', async () => {
    const reader = new AsyncLocalStorage<string>();
    const heard = KEYS.map((key) =>
      reader.run(key, () => tier.look(key).then(() => reader.getStore() ?? 'nobody')),
    );
    expect(await Promise.all(heard)).toEqual(KEYS);
  });

  it('are told of where Redis is well and refuses, as are fills', async () => {
    await direct.call(
      'ACL',
      'SETUSER',
      'reader',
      'on',
      '>secret',
      '~*',
      '+info',
      '+ping',
      '+eval',
      '+evalsha',
    );
    const uri = server.uri.replace('redis://', 'redis://reader:secret@');
    const refusals: string[] = [];
    const onRefusal = ({ message }: Error): void => void refusals.push(message.slice(0, 6));
    const options = { ...OPTIONS, onRefusal };
    const limited = new RedisTier(openRedis(uri, { socketTimeout: 10_000 }), SYSTEM_RUNTIME, options);
    try {
      await limited.waitUntilReady(10_000);
      expect(await limited.look('key:0')).toEqual({ kind: 'unavailable' });
      const fill = { token: 'x', stamp: 1, value: Buffer.from('x'), ttlMs: 1, acceptsBelowFloor: false };
      expect(await limited.fill('key:0', fill)).toBe('unavailable');
      expect(refusals).toHaveLength(2);
      expect(refusals[0]).toBe('NOPERM');
      expect(limited.available).toBe(true);
    } finally {
      await limited.close();
    }
  });

  it('let nobody wait for a lease that came too late: it is given back', async () => {
    const client = openRedis(server.uri, { socketTimeout: 10_000 });
    const hasty = new RedisTier(client, SYSTEM_RUNTIME, { ...OPTIONS, budgetMs: 50, retryOnTimeout: true });
    const ask = (token: string) => ({ token, leastStamp: 0, acceptsBelowFloor: false });
    try {
      await hasty.waitUntilReady(10_000);
      await direct.call('CLIENT', 'PAUSE', '200', 'ALL');
      expect(await hasty.getOrLease('late', ask('hasty'))).toEqual({ kind: 'unavailable' });
      const until = performance.now() + 2_000;
      let reply = await tier.getOrLease('late', ask('other'));
      while (reply.kind === 'busy' && performance.now() < until)
        reply = await tier.getOrLease('late', ask('other'));
      expect(reply).toEqual({ kind: 'lease' });
    } finally {
      await hasty.close();
    }
  });

  it('all come to nothing when Redis cannot be used', async () => {
    await direct.config('SET', 'requirepass', 'other');
    const client = openRedis(server.uri, { socketTimeout: 10_000, enableReadyCheck: false });
    const broken = new RedisTier(client, SYSTEM_RUNTIME, OPTIONS);
    try {
      await broken.waitUntilReady(10_000);
      const replies = await Promise.all(KEYS.map((key) => broken.look(key)));
      expect(new Set(replies.map(({ kind }) => kind))).toEqual(new Set(['unavailable']));
      expect(broken.available).toBe(false);
    } finally {
      await broken.close();
      await direct.config('SET', 'requirepass', '');
    }
  });
});
