import type { Redis } from 'ioredis';
import { GUARD_BYTES } from '../../src/cache/lua/scripts.js';
import { eventually } from './eventually.js';

/** Whether a fill has stored something under `key`; an entry may be a lease and nothing else. */
export async function isStored(redis: Redis, key: string): Promise<boolean> {
  return (await redis.strlen(key)) > GUARD_BYTES;
}

/** Turns over a bit of what is stored under `key`, in its last byte. */
export async function damage(redis: Redis, key: string): Promise<void> {
  await eventually(`${key} is in Redis`, () => isStored(redis, key));
  const entry = await redis.getBuffer(key);
  if (!entry) throw new Error(`${key} is gone`);
  const last = entry.length - 1;
  await redis.setrange(key, last, Buffer.from([(entry[last] ?? 0) ^ 1]));
}
