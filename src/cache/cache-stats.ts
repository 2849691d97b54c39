import type { Outcome } from './cache-answer.js';

/** What became of the reads of one namespace, in this process. */
export interface NamespaceCounters {
  hits_l1: number;
  hits_l2: number;
  misses: number;
  collapsed: number;
  bypasses: number;
  stale: number;
}

export const HITS_HASH = 'cache_stats:hits';
export const MISSES_HASH = 'cache_stats:misses';

/** Counts in memory; what Redis is to know is added up and handed over once a second. */
export class CacheStats {
  readonly namespaces = new Map<string, NamespaceCounters>();
  /** Everything else worth counting, by name. */
  readonly counts = {
    loads: 0,
    load_failures: 0,
    fills: 0,
    refusals: 0,
    corrupted: 0,
    refreshes: 0,
    carries: 0,
    rejected: 0,
  };
  private hits = new Map<string, number>();
  private misses = new Map<string, number>();

  record(namespace: string, outcome: Outcome, stale: boolean): void {
    const counters = this.of(namespace);
    if (stale) counters.stale += 1;
    if (outcome.kind === 'hit') {
      counters[outcome.tier === 'l1' ? 'hits_l1' : 'hits_l2'] += 1;
      this.hits.set(namespace, (this.hits.get(namespace) ?? 0) + 1);
      return;
    }
    if (outcome.kind === 'bypass') counters.bypasses += 1;
    else if (outcome.collapsed) counters.collapsed += 1;
    else counters.misses += 1;
    this.misses.set(namespace, (this.misses.get(namespace) ?? 0) + 1);
  }

  /** Hits and misses since the last call; give them back if they could not be handed over. */
  take(): { hits: Map<string, number>; misses: Map<string, number> } {
    const taken = { hits: this.hits, misses: this.misses };
    this.hits = new Map();
    this.misses = new Map();
    return taken;
  }

  giveBack(hits: ReadonlyMap<string, number>, misses: ReadonlyMap<string, number>): void {
    addAll(this.hits, hits);
    addAll(this.misses, misses);
  }

  private of(namespace: string): NamespaceCounters {
    let counters = this.namespaces.get(namespace);
    if (!counters) {
      counters = { hits_l1: 0, hits_l2: 0, misses: 0, collapsed: 0, bypasses: 0, stale: 0 };
      this.namespaces.set(namespace, counters);
    }
    return counters;
  }
}

function addAll(target: Map<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [name, count] of more) target.set(name, (target.get(name) ?? 0) + count);
}
