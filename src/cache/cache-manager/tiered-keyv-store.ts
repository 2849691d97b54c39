import { redisInsStore } from 'cache-manager-ioredis-yet';
import type { KeyvStoreAdapter, StoredData } from 'keyv';
import { LRUCache } from 'lru-cache';
import { EventEmitter } from 'node:events';
import type { RedisTier } from '../tiers/redis-tier.js';

/** Memory forgets after this, in milliseconds: these values have no stamp, so another instance's write is seen then. */
export const MEMORY_TTL_MS = 1_000;
const MEMORY_BYTES = 8 * 1024 * 1024;
const PREFIX = 'nest:';

interface TextStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string, ttlMs?: number): Promise<void>;
}

/**
 * Both tiers as a Keyv store, for any Nest package that injects `CACHE_MANAGER`.
 *
 * Values come as text that Keyv has made of them; only `get` and `set` of `cache-manager-ioredis-yet`
 * are used, which are sound for text. Redis that is ill is passed by, like everywhere.
 */
export class TieredKeyvStore extends EventEmitter implements KeyvStoreAdapter {
  readonly opts = {};
  private readonly memory = new LRUCache<string, string>({
    maxSize: MEMORY_BYTES,
    sizeCalculation: (text, key) => Math.max(1, (text.length + key.length) * 2),
  });

  constructor(private readonly redis: RedisTier | null) {
    super();
  }

  async get<Value>(key: string): Promise<StoredData<Value> | undefined> {
    const held = this.memory.get(PREFIX + key);
    if (held !== undefined) return held as StoredData<Value>;
    const text = await this.redis?.run((client) => textStore(client).get(PREFIX + key));
    if (text === undefined) return undefined;
    this.memory.set(PREFIX + key, text, { ttl: MEMORY_TTL_MS });
    return text as StoredData<Value>;
  }

  /** @param ttl milliseconds; without it the value stays until it is evicted. */
  async set(key: string, value: string, ttl?: number): Promise<void> {
    this.memory.set(PREFIX + key, value, { ttl: Math.min(ttl ?? MEMORY_TTL_MS, MEMORY_TTL_MS) });
    await this.redis?.run((client) => textStore(client).set(PREFIX + key, value, ttl));
  }

  async delete(key: string): Promise<boolean> {
    const held = this.memory.delete(PREFIX + key);
    const removed = (await this.redis?.delete(PREFIX + key)) ?? false;
    return held || removed;
  }

  async clear(): Promise<void> {
    this.memory.clear();
    await this.redis?.deletePrefix(PREFIX);
  }
}

function textStore(client: Parameters<typeof redisInsStore>[0]): TextStore {
  return redisInsStore(client) as unknown as TextStore;
}
