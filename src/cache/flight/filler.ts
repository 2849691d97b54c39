import { randomUUID } from 'node:crypto';
import { publish } from '../cache-events.js';
import type { CacheStats } from '../cache-stats.js';
import type { Judge } from '../coherence/judge.js';
import type { AnyCacheRow } from '../define-cache.js';
import type { Runtime } from '../runtime.js';
import type { Entry, HeldEntry } from '../tiers/entry.js';
import { sealEntry } from '../tiers/envelope.js';
import { LEASE_MS, type FillResult, type RemoteTier } from '../tiers/remote-tier.port.js';

export interface Lease {
  readonly token: string;
  /** When it was known to be granted, by the runtime's clock. */
  readonly grantedAt: number;
}

export interface FillerParts {
  readonly remote: RemoteTier;
  readonly judge: Judge;
  readonly stats: CacheStats;
  readonly runtime: Runtime;
  readonly epoch: () => string;
}

/** Fills Redis with what this process has, under leases. */
export class Filler {
  /** Lease tokens: nobody else's begin like ours. */
  private readonly tokenPrefix = randomUUID();
  private tokens = 0;

  constructor(private readonly parts: FillerParts) {}

  /** The token of a lease to be asked for. */
  newToken(): string {
    return `${this.tokenPrefix}:${(this.tokens += 1)}`;
  }

  /**
   * Fills in what was loaded under a lease. A load can outlast it, most of all where the database is slow: then under another one,
   * if it still may be served, or each instance would load it for itself for as long as that is so. A lease that is lost before
   * its end stays lost: Redis was flushed, or has forgotten it.
   */
  async fill(held: HeldEntry, { token, grantedAt }: Lease, ttlMs: number): Promise<void> {
    const { row, stamp, slots } = held;
    const { runtime, judge } = this.parts;
    const isOver = runtime.now() - grantedAt >= LEASE_MS;
    const result = await this.send(row, held, token, ttlMs);
    const isToTryAgain = result === 'lost' && isOver && judge.mayServe(stamp, slots, row.invalidation, 0);
    if (isToTryAgain) await this.offer(row, held, ttlMs);
  }

  /** Fills in what took no load, unless Redis has something as new, or somebody else is about to. */
  async offer(row: AnyCacheRow, entry: Entry, ttlMs: number): Promise<void> {
    const token = this.newToken();
    const request = { token, leastStamp: entry.stamp, acceptsBelowFloor: row.invalidation.mode === 'soft' };
    const reply = await this.parts.remote.getOrLease(entry.key, request);
    if (reply.kind === 'lease') await this.send(row, entry, token, ttlMs);
  }

  private async send(row: AnyCacheRow, entry: Entry, token: string, ttlMs: number): Promise<FillResult> {
    const { remote, judge, stats, epoch } = this.parts;
    const result = await remote.fill(entry.key, {
      token,
      stamp: entry.stamp,
      value: sealEntry(entry, epoch(), judge.secondsIn(ttlMs)),
      ttlMs,
      acceptsBelowFloor: row.invalidation.mode === 'soft',
    });
    stats.counts[result === 'filled' ? 'fills' : 'refusals'] += 1;
    publish('fill', () => ({ key: entry.key, result }));
    return result;
  }
}
