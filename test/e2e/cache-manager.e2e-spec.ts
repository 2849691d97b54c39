import { CACHE_MANAGER, type Cache } from '@nestjs/cache-manager';
import { Redis } from 'ioredis';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { CacheEngine } from '../../src/cache/index.js';
import { eventually } from '../support/eventually.js';

describe('CACHE_MANAGER on both tiers', () => {
  let app: TestApp;
  let other: Instance;
  let redis: Redis;
  const cacheOf = (instance: Instance): Cache => instance.app.get<Cache>(CACHE_MANAGER, { strict: false });

  beforeAll(async () => {
    app = await startTestApp('cache-manager');
    other = await app.startInstance();
    redis = new Redis(app.redis.uri);
    for (const instance of [app, other]) {
      const { remote } = instance.app.get(CacheEngine, { strict: false });
      await eventually('Redis is connected', () => remote.available);
    }
  });
  afterAll(async () => {
    redis?.disconnect();
    await app?.stop();
  });

  it('gives what one instance kept to another', async () => {
    await cacheOf(app).set('answer', { of: ['everything', 42] }, 60_000);
    expect(await cacheOf(other).get('answer')).toEqual({ of: ['everything', 42] });
    expect(await redis.pttl('nest:answer')).toBeGreaterThan(50_000);
  });

  it('never revives text as code', async () => {
    const text = '_function_steal|function(){ return 1 }';
    await cacheOf(app).set('text', text, 60_000);
    expect(await cacheOf(other).get('text')).toBe(text);
  });

  it('shows another instance’s write after a second at most', async () => {
    await cacheOf(app).set('moving', 1, 60_000);
    expect(await cacheOf(other).get('moving')).toBe(1);
    await cacheOf(app).set('moving', 2, 60_000);
    await eventually('the new value is seen', async () => (await cacheOf(other).get('moving')) === 2, 2_000);
  });

  it('deletes one, and clears its own keys and no others', async () => {
    await redis.set('course:of-somebody-else', 'kept');
    await cacheOf(app).set('one', 1, 60_000);
    await cacheOf(app).set('two', 2, 60_000);
    await cacheOf(app).del('one');
    expect(await redis.exists('nest:one', 'nest:two')).toBe(1);
    await cacheOf(app).clear();
    expect(await redis.exists('nest:two')).toBe(0);
    expect(await redis.get('course:of-somebody-else')).toBe('kept');
  });
});
