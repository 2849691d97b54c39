import type { CacheRow } from './define-cache.js';
import type { HeldEntry } from './tiers/entry.js';

/** What memory holds and may be served now. */
export interface Recalled<P = unknown, V = unknown> {
  readonly row: CacheRow<P, V>;
  readonly params: P;
  readonly held: HeldEntry;
  readonly stale: boolean;
  /** When that was so, by the runtime's clock. Looking at that costs as much as looking up: what follows at once need not. */
  readonly at: number;
}
