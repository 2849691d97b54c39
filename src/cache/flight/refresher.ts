import type { CacheStats } from '../cache-stats.js';
import type { Judge } from '../coherence/judge.js';
import { jitter, type Runtime } from '../runtime.js';
import type { Recalled } from '../recalled.js';
import type { HeldEntry } from '../tiers/entry.js';
import type { MemoryTier } from '../tiers/memory-tier.js';
import { isRefreshDue } from '../ttl.js';
import type { Fetcher, Landed } from './fetcher.js';
import type { Flights } from './flights.js';

const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 30_000;

export interface RefresherParts {
  readonly memory: MemoryTier;
  readonly judge: Judge;
  readonly flights: Flights<Landed>;
  readonly fetcher: Fetcher;
  readonly stats: CacheStats;
  readonly runtime: Runtime;
}

/** Loads again in the background what is about to expire, or is stale and old enough, when somebody has read it. */
export class Refresher {
  constructor(private readonly parts: RefresherParts) {}

  refreshIfDue<P, V>({ row, params, held, stale, at }: Recalled<P, V>): void {
    const { runtime, judge, flights, fetcher, stats, memory } = this.parts;
    const { key } = held;
    const due = stale
      ? row.invalidation.mode === 'soft' && !judge.isWithin(row.invalidation.seconds / 2, held.stamp)
      : isRefreshDue(held.remoteExpiresAt - at, held.loadMs, runtime);
    if (!due || !flights.mayBegin(key) || at < held.noRefreshBefore) return;
    stats.counts.refreshes += 1;
    const pause = (entry: HeldEntry, milliseconds: number): void => {
      entry.noRefreshBefore = runtime.now() + jitter(runtime, milliseconds);
    };
    const request = { row, params, key, notBefore: 0, newerThan: held.stamp };
    void flights.join(key, () => fetcher.fetch(request), {
      // What came may be as due as what was held: its fold is behind, or its day ends.
      landed: () => pause(memory.get(key) ?? held, FIRST_BACKOFF_MS),
      failed: () => {
        held.failedRefreshes += 1;
        pause(held, Math.min(FIRST_BACKOFF_MS * 2 ** (held.failedRefreshes - 1), LONGEST_BACKOFF_MS));
      },
    });
  }
}
