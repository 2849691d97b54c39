import KeyvRedis from '@keyv/redis';
import { createCache as createDedupe } from 'async-cache-dedupe';
import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { redisDriver } from 'bentocache/drivers/redis';
import { createCache } from 'cache-manager';
import { Cacheable, createKeyv } from 'cacheable';
import { Keyv } from 'keyv';
import { Loader, RedisCache } from 'layered-loader';
import { MOST_ENTRIES, TTL_MS, type EngineSubject, type Load, type SubjectTools } from './engine-subject.js';

const TWO_TIERS = ['memory', 'redis'] as const;
/** Their fastest memory: objects as they are, neither serialised nor copied. */
const memory = () => createKeyv({ ttl: TTL_MS, lruSize: MOST_ENTRIES, useClone: false });

export function openBentocache({ connect, load }: SubjectTools): EngineSubject {
  const redis = connect();
  const open = () =>
    new BentoCache({
      default: 'tiers',
      ttl: TTL_MS,
      stores: {
        tiers: bentostore()
          .useL1Layer(memoryDriver({ maxItems: MOST_ENTRIES }))
          .useL2Layer(redisDriver({ connection: redis })),
      },
    });
  let cache = open();
  return {
    // Its memory can keep objects as they are only where there is no second tier.
    ...{ gives: 'own object', tiers: TWO_TIERS, sharesLoads: true },
    get: (key) => cache.getOrSet({ key, factory: () => load(key) }),
    invalidate: (key) => cache.delete({ key }),
    forgetMemory: () => void (cache = open()),
    // It ends the connection that it was given.
    close: () => cache.disconnectAll(),
  };
}

export function openCacheable({ redisUri, load }: SubjectTools): EngineSubject {
  const primary = memory();
  const secondary = new Keyv({ store: new KeyvRedis(redisUri), namespace: 'cacheable' });
  const cache = new Cacheable({ primary, secondary, nonBlocking: true, ttl: TTL_MS });
  return {
    ...{ gives: 'shared object', tiers: TWO_TIERS, sharesLoads: true },
    get: (key) => cache.getOrSet(key, () => load(key), { ttl: TTL_MS }),
    invalidate: (key) => cache.delete(key),
    // Not another cache over the same `secondary`, which would keep them all.
    forgetMemory: () => primary.clear(),
    close: () => secondary.disconnect(),
  };
}

export function openCacheManager({ redisUri, load }: SubjectTools): EngineSubject {
  const local = memory();
  const remote = new Keyv({ store: new KeyvRedis(redisUri), namespace: 'cache-manager' });
  const cache = createCache({ stores: [local, remote], ttl: TTL_MS });
  return {
    ...{ gives: 'shared object', tiers: TWO_TIERS, sharesLoads: true },
    get: (key) => cache.wrap(key, () => load(key), TTL_MS),
    invalidate: (key) => cache.del(key),
    forgetMemory: () => local.clear(),
    close: () => remote.disconnect(),
  };
}

export function openLayeredLoader({ connect, load }: SubjectTools): EngineSubject {
  const redis = connect();
  const asyncCache = new RedisCache<object>(redis, { json: true, ttlInMsecs: TTL_MS, prefix: 'layered' });
  const open = () =>
    new Loader<object>({
      inMemoryCache: { cacheType: 'lru-map', ttlInMsecs: TTL_MS, maxItems: MOST_ENTRIES },
      asyncCache,
      dataSourceGetOneFn: load,
    });
  let loader = open();
  return {
    ...{ gives: 'shared object', tiers: TWO_TIERS, sharesLoads: true },
    get: (key) => loader.get(key),
    invalidate: (key) => loader.invalidateCacheFor(key),
    forgetMemory: () => void (loader = open()),
    close: () => redis.quit(),
  };
}

type DedupeStorage = Parameters<typeof createDedupe>[0];

/** It has one tier, so it is two caches here. */
export function openDedupeMemory({ load }: SubjectTools): EngineSubject {
  return {
    ...openDedupe({ storage: { type: 'memory', options: { size: MOST_ENTRIES } } }, load),
    ...{ gives: 'shared object', tiers: ['memory'] },
    close: () => Promise.resolve(),
  };
}

export function openDedupeRedis({ connect, load }: SubjectTools): EngineSubject {
  const redis = connect();
  return {
    ...openDedupe({ storage: { type: 'redis', options: { client: redis } } }, load),
    ...{ gives: 'own object', tiers: ['redis'] },
    close: () => redis.quit(),
  };
}

function openDedupe(
  storage: DedupeStorage,
  load: Load,
): Pick<EngineSubject, 'sharesLoads' | 'get' | 'invalidate' | 'forgetMemory'> {
  const cache = createDedupe({ ...storage, ttl: TTL_MS / 1_000 }).define('thing', (key: string) => load(key));
  return {
    sharesLoads: true,
    get: (key) => cache.thing(key),
    invalidate: (key) => cache.clear('thing', key),
    forgetMemory: () => undefined,
  };
}
