import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { parseConfig } from '../../config/index.js';
import { createApp } from '../../src/app.setup.js';
import type { EmbeddedRedis } from '../../src/embedded/embedded-redis.js';
import { mongoUriFor, startRedisForSuite } from '../support/servers.js';
import { until } from '../support/settled.js';

describe('a Redis that is not used', () => {
  const MONGO_URI = mongoUriFor('redis_away');
  const told: string[] = [];
  let redis: EmbeddedRedis;

  beforeAll(async () => {
    redis = await startRedisForSuite();
    const direct = new Redis(redis.uri);
    await direct.config('SET', 'requirepass', 'right');
    direct.disconnect();
  });
  beforeEach(() => {
    told.splice(0);
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => {
      if (String(line).startsWith('Redis is')) told.push(String(line));
    });
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => redis?.stop());

  /** One instance in this process at a time: each hears of every breaker in it. */
  async function startWith(REDIS_URL: string) {
    const JWT_SECRET = 'a secret of the tests alone';
    const app = await createApp(parseConfig({ MONGO_URI, REDIS_URL, JWT_SECRET, LOG_LEVEL: 'silent' }));
    return await app.init();
  }

  it.each([
    ['whose password is another', 'redis', ':wrong-password@', /WRONGPASS/, ''],
    ['that wants a password', 'redis', '', /NOAUTH/, ''],
    // It waits for the rest of what looks to it like a command.
    ['without TLS', 'rediss', ':right@', /connect ETIMEDOUT/, ''],
    ['where nobody listens', 'redis', '', /ECONNREFUSED/, '127.0.0.1:1'],
    ['where no cluster listens', 'redis+cluster', '', /closed|ECONNREFUSED/i, '127.0.0.1:1'],
  ])('is told of at the start, once and with the reason: one %s', async (_, scheme, user, reason, at) => {
    const app = await startWith(`${scheme}://${user}${at || redis.uri.replace('redis://', '')}`);
    await until('it is told of', async () => told.length > 0);
    await app.close();
    expect(told).toEqual([expect.stringMatching(reason)]);
    expect(told.join()).not.toContain('password@');
  });

  it('is told of once where it stops answering, and when it is used again', async () => {
    const app = await startWith(redis.uri.replace('redis://', 'redis://:right@'));
    redis.signal('SIGSTOP');
    try {
      await until('somebody noticed', async () => told.length > 0);
    } finally {
      redis.signal('SIGCONT');
    }
    await until('it is used again', async () => told.length > 1);
    await app.close();
    expect(told).toEqual(['Redis is ill: serving without it (no answer in 100 ms)', 'Redis is well again']);
  });
});
