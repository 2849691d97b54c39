import { nextMidnight } from '../common/local-days.js';
import type { CacheRow } from './define-cache.js';
import type { Runtime } from './runtime.js';

/** Largest share by which a TTL is shortened at random, so that what was stored together does not expire together. */
const JITTER_SHARE = 0.1;
/** XFetch's β: above 1, refreshes come earlier. */
const BETA = 1;
/** −ln of a random number exceeds this once in 10⁸ times: cheaper asked first. */
const LONGEST_DRAW = 18.5;

/** What a value names as today. */
export interface Today {
  /** IANA name. */
  readonly zone: string;
  /** When its load began, by the wall clock: what it found to be today was so then, or later. */
  readonly from: number;
}

/**
 * Milliseconds that Redis keeps a value stored now. One that names today ends with that day; none or fewer are left where that
 * ended while it was loaded.
 */
export function l2TtlMs<P, V>(
  row: CacheRow<P, V>,
  defaultTtlSeconds: number,
  runtime: Runtime,
  today?: Today,
): number {
  const ttl = Math.ceil((row.ttl?.l2 ?? defaultTtlSeconds) * 1_000 * (1 - runtime.random() * JITTER_SHARE));
  return today ? Math.min(ttl, leftOfDayMs(runtime, today)) : ttl;
}

/** Milliseconds until the day of `today` ends, by the wall clock; none or fewer where it has ended. */
export function leftOfDayMs(runtime: Runtime, today: Today): number {
  return nextMidnight(today.from, today.zone) - Math.ceil(runtime.wallNow());
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
