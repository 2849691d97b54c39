import type { LogTime } from '../../database/index.js';
import type { CacheStats } from '../cache-stats.js';
import type { Floors } from '../coherence/floors.js';
import type { Judge } from '../coherence/judge.js';
import type { Proof } from '../coherence/proof.js';
import { STRICT, type EntryMeta } from '../define-cache.js';
import type { Runtime } from '../runtime.js';
import { amendEntry, type Amendment, type HeldEntry } from '../tiers/entry.js';
import type { MemoryTier } from '../tiers/memory-tier.js';
import type { Fetcher } from './fetcher.js';

/** The log is waited for this long, in milliseconds; then the value is left outdated. */
const LONGEST_WAIT_MS = 1_000;

/**
 * What a write makes of a value that it outdates.
 * @param held the body as it was sent, parsed, and what is known of it besides
 * @returns null where that does not follow from the two
 */
export type Amend = (held: { readonly body: unknown; readonly meta: EntryMeta }) => Amendment | null;

/**
 * Carries what was held before a write over it, if anything was.
 * @param at log time of the write's acknowledgement. It must have written to something that the value depends on.
 * @returns whether the value is held as of then; if not, it is outdated like any other.
 */
export type CarryOver = (at: LogTime, amend: Amend) => Promise<boolean>;

export interface CarrierParts {
  readonly memory: MemoryTier;
  readonly floors: Floors;
  readonly judge: Judge;
  readonly proof: Proof;
  readonly fetcher: Fetcher;
  readonly runtime: Runtime;
  readonly stats: CacheStats;
}

/**
 * Carries values over writes: what is held is amended by what the write changed, and nothing is read.
 *
 * The log says whether that may be done. The value was there before the write was sent, so its stamp S is below the
 * time C at which the write was committed. Once the log has been applied up to C and nothing that the value depends on
 * was written to after S but at one time, that time is C: it belongs to one transaction, and that is the caller's. The
 * acknowledgement's time T can be later than C (a commit that had to be asked for again); then it is not that one time.
 *
 * What the value depends on besides from then on was read by the transaction, so after the log had been applied up to
 * where it was before; if it has not been written to since then, but at T, the transaction saw it as it is at T.
 *
 * Incremental maintenance of a view, as in A. Gupta, I. S. Mumick: _Maintenance of Materialized Views_, IEEE Data
 * Engineering Bulletin 18(2), 1995; the proof that no other change came between is this cache's own (docs/cache.md).
 */
export class Carrier {
  /** By key, the time of the write that its value is being carried over. */
  private readonly underWay = new Map<string, LogTime>();

  constructor(private readonly parts: CarrierParts) {}

  /** The time of the write that the value under `key` is being carried over; 0 where it is not. */
  carryingTo(key: string): LogTime {
    return this.underWay.get(key) ?? 0;
  }

  /** Takes what memory holds under `key`. To be called before the transaction begins. */
  beforeWrite(key: string): CarryOver {
    const held = this.parts.memory.get(key);
    const { position } = this.parts.proof;
    return async (at, amend) => {
      if (!held || this.isReplaced(held)) return false;
      this.underWay.set(key, at);
      try {
        return await this.carry(held, position, at, amend);
      } finally {
        if (this.underWay.get(key) === at) this.underWay.delete(key);
      }
    };
  }

  private async carry(held: HeldEntry, began: LogTime, at: LogTime, amend: Amend): Promise<boolean> {
    const { floors, proof, fetcher, stats } = this.parts;
    await proof.waitFor(at - 1, LONGEST_WAIT_MS);
    if (this.isReplaced(held) || !this.mayCarry(held, at)) return false;
    const amendment = amend({ body: JSON.parse(held.body.toString()), meta: held.meta });
    if (!amendment) return false;
    if (!floors.areNotWrittenBut(at, floors.slotsOf(amendment.tags ?? []), began)) return false;
    // For as long as it would have been kept: what the log does not tell of is no older for it.
    fetcher.keep(held.row, amendEntry(held, amendment, at), held.remoteExpiresAt);
    stats.counts.carries += 1;
    return true;
  }

  /** Whether memory has another by now; evicted is not replaced. */
  private isReplaced(held: HeldEntry): boolean {
    return (this.parts.memory.get(held.key) ?? held) !== held;
  }

  private mayCarry(held: HeldEntry, at: LogTime): boolean {
    const { floors, judge, proof, runtime } = this.parts;
    if (held.expiresAt <= Math.ceil(runtime.now())) return false;
    if (proof.position < at - 1 || judge.judge(at, held.slots, STRICT, 0) !== 'good') return false;
    return floors.areWrittenOnlyAt(at, held.slots, held.stamp);
  }
}
