import { secondsOf, type LogTime } from '../../database/index.js';
import type { InvalidationMode } from '../define-cache.js';
import type { Floors, Slots } from './floors.js';
import type { Proof } from './proof.js';

/**
 * `good`: provably within the promise, and not before the caller's token.
 * `soft`: misses a write, but its row allows it that long.
 * `behind`: good for anyone but the caller, whose token is newer than what the log has shown us.
 * `unproved`: nothing known against it, nothing recent for it.
 * `outdated`: misses a write that the process knows of.
 */
export type Verdict = 'good' | 'soft' | 'behind' | 'unproved' | 'outdated';

/** Log times are whole seconds, so two instances' readings of the cluster's clock may differ by that. */
const CLOCK_GRAIN_SECONDS = 1;

/** Decides whether a stamped value may be served. It asks no server: floors and proof are in memory. */
export class Judge {
  constructor(
    private readonly floors: Floors,
    private readonly proof: Proof,
  ) {}

  /** @param now by the runtime's clock, of somebody who has looked at it just now */
  judge(
    stamp: LogTime,
    slots: Slots,
    invalidation: InvalidationMode,
    notBefore: LogTime,
    now?: number,
  ): Verdict {
    const current = this.proof.isCurrent(now);
    if (stamp < this.floors.highest(slots)) {
      const mayBeSoft = invalidation.mode === 'soft' && current && notBefore === 0;
      return mayBeSoft && this.isWithin(invalidation.seconds, stamp) ? 'soft' : 'outdated';
    }
    if (!current && !this.isProvedByBeat(stamp)) return 'unproved';
    if (stamp >= notBefore || (current && this.proof.position >= notBefore)) return 'good';
    return 'behind';
  }

  /** Whether a value may be served, labelled stale or not. */
  mayServe(stamp: LogTime, slots: Slots, invalidation: InvalidationMode, notBefore: LogTime): boolean {
    const verdict = this.judge(stamp, slots, invalidation, notBefore);
    return verdict === 'good' || verdict === 'soft';
  }

  /**
   * Whether a value that was read for this caller may be returned though it is below a floor by now:
   * under steady writes every load is, and must not go round for ever.
   */
  isFreshFor(stamp: LogTime, notBefore: LogTime): boolean {
    return stamp >= notBefore && this.isProvedByBeat(stamp);
  }

  /**
   * Whether a value that cannot be proved may stand in while nothing can be: no write is known that it misses, and
   * none that the caller has seen may be unknown.
   */
  mayStandIn(stamp: LogTime, slots: Slots, notBefore: LogTime): boolean {
    if (stamp < this.floors.highest(slots)) return false;
    return stamp >= notBefore || this.proof.position >= notBefore;
  }

  /** Whether anything that is read now could be proved. */
  canProve(): boolean {
    return this.proof.bound() !== null;
  }

  /** Whether anything could be good, be it kept or read now. */
  canServe(): boolean {
    return this.proof.isCurrent() || this.canProve();
  }

  /**
   * Whether a value is known to hold every write acknowledged more than so many seconds ago, by this process's own clock:
   * the cluster's may be set back, or a member take over whose clock is behind.
   */
  isWithin(seconds: number, stamp: LogTime): boolean {
    return this.isProvedByBeat(stamp, seconds * 1_000);
  }

  /** Seconds between a stamp and now by the cluster's clock: for people, nothing is decided by it. */
  ageSeconds(stamp: LogTime): number {
    return this.proof.clusterSeconds - secondsOf(stamp);
  }

  /** The cluster's clock so many milliseconds from now, in whole seconds. */
  secondsIn(milliseconds: number): number {
    return Math.floor(this.proof.clusterSeconds + milliseconds / 1_000);
  }

  /** Milliseconds until a time of the cluster's clock, never more than there are. */
  millisecondsUntil(seconds: number): number {
    return Math.max(0, (seconds - this.proof.clusterSeconds - CLOCK_GRAIN_SECONDS) * 1_000);
  }

  private isProvedByBeat(stamp: LogTime, milliseconds?: number): boolean {
    const bound = this.proof.bound(milliseconds);
    return bound !== null && stamp >= bound;
  }
}
