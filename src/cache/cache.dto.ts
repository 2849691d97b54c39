import { z } from 'zod';

/** A key, a tag or a namespace. */
export const NameText = z.string().min(1).max(512);

export const EntriesQuery = z.strictObject({
  prefix: z.string().max(512).default(''),
  cursor: z
    .string()
    .regex(/^\d{1,20}(@\d{1,4})?$/, 'expected the cursor of the page before')
    .default('0'),
});

const counts = z.record(z.string(), z.number());

export const CacheReportSchema = z
  .looseObject({
    memory_cache_size: z.number().int(),
    memory_cache_bytes: z.number().int(),
    redis_keys: z.number().int(),
    redis_memory_used: z.string(),
    redis_hits: z.number().int(),
    redis_misses: z.number().int(),
    hits: counts,
    misses: counts,
    totals: z.strictObject({ hits: z.number(), misses: z.number(), hit_ratio: z.number() }),
    tiers: z.strictObject({ l1: z.enum(['on', 'off']), l2: z.enum(['connected', 'disconnected']) }),
    mode: z.enum(['on', 'off', 'tail-behind']),
    tail: z.strictObject({
      lag_ms: z.number().nullable(),
      current: z.boolean(),
      reopened: z.number().int(),
      resets: z.number().int(),
    }),
    counts,
  })
  .meta({ id: 'CacheStats' });

export const EntryReportSchema = z
  .strictObject({
    key: z.string(),
    kind: z.string(),
    tiers: z.array(z.enum(['l1', 'l2'])),
    bytes: z.number().int(),
    age_seconds: z.number().int(),
    ttl_seconds: z.number().int(),
    stamp: z.string(),
    tags: z.array(z.string()),
    // `behind` is judged of readers with a token: here nobody is asked for one.
    verdict: z.enum(['good', 'soft', 'unproved', 'outdated']),
  })
  .meta({ id: 'CacheEntry' });

export const EntryPageSchema = z.strictObject({
  items: z.array(EntryReportSchema),
  cursor: z.string().nullable(),
});
