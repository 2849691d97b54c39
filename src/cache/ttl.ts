import type { CacheRow } from './define-cache.js';
import type { Runtime } from './runtime.js';

/** Largest share by which a TTL is shortened at random, so that what was stored together does not expire together. */
const JITTER_SHARE = 0.1;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** XFetch's β: above 1, refreshes come earlier. */
const BETA = 1;
/** −ln of a random number exceeds this once in 10⁸ times: cheaper asked first. */
const LONGEST_DRAW = 18.5;

/** Milliseconds that Redis keeps a value stored now; one that names today ends at midnight UTC. */
export function l2TtlMs<P, V>(row: CacheRow<P, V>, defaultTtlSeconds: number, runtime: Runtime): number {
  const ttl = Math.ceil((row.ttl?.l2 ?? defaultTtlSeconds) * 1_000 * (1 - runtime.random() * JITTER_SHARE));
  return row.endsAtMidnight ? Math.min(ttl, DAY_MS - (Math.floor(runtime.wallNow()) % DAY_MS)) : ttl;
}

export function l1TtlMs<P, V>(row: CacheRow<P, V>, defaultTtlSeconds: number): number {
  return (row.ttl?.l1 ?? defaultTtlSeconds) * 1_000;
}

/**
 * Whether to refresh a value before it expires: the nearer its end and the longer its load, the
 * likelier, so that one reader of many does it early and nobody waits.
 *
 * Vattani, Chierichetti, Lowenstein: Optimal Probabilistic Cache Stampede Prevention, VLDB 2015 (XFetch).
 */
export function isRefreshDue(remainingMs: number, loadMs: number, runtime: Runtime): boolean {
  if (remainingMs > loadMs * BETA * LONGEST_DRAW) return false;
  return loadMs * BETA * -Math.log(1 - runtime.random()) >= remainingMs;
}
