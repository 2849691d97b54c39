import { secondsOf, LOG_START, type LogTime } from '../../database/index.js';
import { atMost, type Runtime } from '../runtime.js';

interface Beat {
  readonly number: number;
  readonly sentAt: number;
  /** Log time of the acknowledgement, B(n). */
  readonly acknowledged: LogTime;
}

/**
 * What this process can prove about how new a value is.
 *
 * A beat is a write of its own. One that came back through the log proves that every write
 * acknowledged before it was sent has been applied to the floors. One that was acknowledged proves
 * that a snapshot at or after its time holds every write acknowledged before it was sent. Neither
 * compares clocks of two machines: ages are this process's monotonic clock.
 */
export class Proof {
  private beats: Beat[] = [];
  private sent = new Map<number, number>();
  private provenSentAt = Number.NEGATIVE_INFINITY;
  private noteBegun = (): void => {};
  /** Resolves when the first beat has come back. */
  readonly begun = new Promise<void>((resolve) => (this.noteBegun = resolve));
  private complete: LogTime = LOG_START;
  private waiters: { readonly time: LogTime; readonly resolve: () => void }[] = [];

  constructor(
    private readonly runtime: Runtime,
    private readonly stalenessMs: number,
  ) {}

  /** Whether the floors hold every write acknowledged more than the promised staleness ago, seen from `now`. */
  isCurrent(now = this.runtime.now()): boolean {
    return now - this.provenSentAt <= this.stalenessMs;
  }

  /**
   * The least log time at which a snapshot holds every write acknowledged more than so many milliseconds
   * ago, by default the promised staleness; null when no beat was acknowledged in that time: then nothing can be proved.
   */
  bound(milliseconds = this.stalenessMs): LogTime | null {
    const since = this.runtime.now() - milliseconds;
    // Thousands where readers hasten the heart, and in the order of their sending.
    let [first, end] = [0, this.beats.length];
    while (first < end) {
      const middle = (first + end) >> 1;
      if ((this.beats[middle]?.sentAt ?? 0) < since) first = middle + 1;
      else end = middle;
    }
    return this.beats[first]?.acknowledged ?? null;
  }

  /** Every change up to this log time has been applied. */
  get position(): LogTime {
    return this.complete;
  }

  /** Milliseconds since the beat was sent that last came back. */
  get lagMs(): number {
    return this.runtime.now() - this.provenSentAt;
  }

  /** Seconds since the epoch by the cluster's clock, as far as this process can tell. */
  get clusterSeconds(): number {
    const last = this.beats.at(-1);
    if (!last) return secondsOf(this.complete);
    return secondsOf(last.acknowledged) + (this.runtime.now() - last.sentAt) / 1000;
  }

  noteSent(number: number): void {
    const since = this.runtime.now() - BEATS_KEPT_MS;
    for (const [oldest, sentAt] of this.sent) {
      if (sentAt >= since) break;
      this.sent.delete(oldest);
    }
    this.sent.set(number, this.runtime.now());
  }

  noteAcknowledged(number: number, acknowledged: LogTime): void {
    const sentAt = this.sent.get(number);
    if (sentAt === undefined) return;
    this.beats.push({ number, sentAt, acknowledged });
    const since = this.runtime.now() - BEATS_KEPT_MS;
    while (this.beats.length > 1 && (this.beats[0]?.sentAt ?? 0) < since) this.beats.shift();
  }

  noteReturned(number: number): void {
    const sentAt = this.sent.get(number);
    if (sentAt === undefined || sentAt <= this.provenSentAt) return;
    this.provenSentAt = sentAt;
    this.noteBegun();
  }

  /** Says that every change before `time` has been applied; those at `time` itself may still be coming. */
  noteReached(time: LogTime): void {
    if (time - 1 <= this.complete) return;
    this.complete = time - 1;
    if (this.waiters.length === 0) return;
    const ready = this.waiters.filter((waiter) => waiter.time <= this.complete);
    this.waiters = this.waiters.filter((waiter) => waiter.time > this.complete);
    for (const { resolve } of ready) resolve();
  }

  /** Waits until every change up to `time` has been applied, at most `milliseconds`. */
  async waitFor(time: LogTime, milliseconds: number): Promise<void> {
    if (this.complete >= time || this.waiters.length >= MAX_WAITERS) return;
    let resolve = (): void => {};
    const reached = new Promise<void>((done) => (resolve = done));
    this.waiters.push({ time, resolve });
    await atMost(this.runtime, milliseconds, reached);
    this.waiters = this.waiters.filter((waiter) => waiter.resolve !== resolve);
  }
}

/**
 * As long as the longest staleness that can be set, and longer than any row is soft, in milliseconds: an older beat
 * proves nothing. Readers may hasten the heart to 100 beats a second, so 6,000 at most.
 */
const BEATS_KEPT_MS = 60_000;
/** More readers than this wait for nothing and load instead. */
const MAX_WAITERS = 10_000;
