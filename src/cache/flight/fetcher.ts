import { UnavailableError, type NotFoundError } from '../../common/index.js';
import type { LogTime } from '../../database/index.js';
import { publish } from '../cache-events.js';
import type { Floors, Slots } from '../coherence/floors.js';
import type { AnyCacheRow, CacheRow } from '../define-cache.js';
import { jitter, sleep } from '../runtime.js';
import { encodeEntry, slotsOf, type Entry, type HeldEntry } from '../tiers/entry.js';
import { openEntry } from '../tiers/envelope.js';
import type { MemoryTier } from '../tiers/memory-tier.js';
import type { RemoteRead } from '../tiers/remote-tier.port.js';
import { l1TtlMs, l2TtlMs, leftOfDayMs } from '../ttl.js';
import { Expectation } from './expectation.js';
import { Filler, type FillerParts } from './filler.js';
import type { Loaded, Loader } from './loader.js';

/** How long another process's load is waited for before loading here as well, in milliseconds. */
const WAIT_FOR_OTHERS_MS = 3_000;
const FIRST_POLL_MS = 4;
const LONGEST_POLL_MS = 64;
/** After so many values of Redis that would not do, or leases of others that followed one another, it is not asked again in a flight. */
const MOST_REFUSED = 4;

export type Landed =
  | { readonly kind: 'value'; readonly entry: HeldEntry; readonly from: 'l1' | 'l2' }
  | {
      readonly kind: 'value';
      readonly entry: HeldEntry;
      readonly from: 'load';
      readonly began: number;
      readonly stored: boolean;
    }
  | {
      readonly kind: 'absent';
      readonly error: NotFoundError;
      readonly stamp: LogTime;
      readonly readAt: LogTime;
      readonly slots: Slots;
      readonly began: number;
    };

export interface FetchRequest<P, V> {
  readonly row: CacheRow<P, V>;
  readonly params: P;
  readonly key: string;
  readonly notBefore: LogTime;
  /** A refresh wants a value newer than this; 0 for a miss. */
  readonly newerThan: LogTime;
}

export interface FetcherParts extends FillerParts {
  readonly memory: MemoryTier;
  readonly loader: Loader;
  readonly floors: Floors;
  /** Seconds, for rows that name no TTL. */
  readonly defaultTtlSeconds: number;
}

/** Fetches one key: memory once more, then Redis, then, under Redis's lease, MongoDB. */
export class Fetcher {
  private readonly filler: Filler;
  private readonly expectation = new Expectation();

  constructor(private readonly parts: FetcherParts) {
    this.filler = new Filler(parts);
  }

  /** Not `async`, nor is looking: a hit in Redis would pay for promises that only a load needs. */
  fetch<P, V>(request: FetchRequest<P, V>): Promise<Landed> {
    const { row, key, newerThan } = request;
    const held = this.parts.memory.get(key);
    if (held && held.stamp > newerThan && this.serves(held, request)) {
      return Promise.resolve({ kind: 'value', entry: held, from: 'l1' });
    }
    // Redis would be asked by every reader, for nothing.
    if (!this.parts.judge.canServe()) return Promise.reject(unreachable());
    // What a refresh wants is newer than what is held, which only the script can tell.
    if (newerThan > 0) return this.fetchOrLease(request, newerThan + 1);
    if (!this.expectation.isLikely(row.kind)) return this.leaseFirst(request);
    return this.parts.remote.look(key).then((reply) => this.landOrLease(request, reply));
  }

  /** A loaded value as an entry that no tier holds. */
  encode<P, V>(row: CacheRow<P, V>, params: P, loaded: Extract<Loaded<V>, { kind: 'value' }>): HeldEntry {
    return this.hold(row, encodeEntry(row, params, loaded), 0);
  }

  /**
   * Keeps what took no load, for as long as what it comes in place of: in memory at once, in Redis under a lease of its own.
   * @param until the end of that time, by the runtime's clock in whole milliseconds
   */
  keep(row: AnyCacheRow, entry: Entry, until: number): void {
    const { memory, runtime } = this.parts;
    // One look at the clock: between two of them it would be kept longer than that.
    const now = Math.ceil(runtime.now());
    const ttlMs = until - now;
    memory.set(this.hold(row, entry, ttlMs, now));
    runtime.afterReading(() => void this.filler.offer(row, entry, ttlMs));
  }

  /** What a look at Redis comes to. */
  private landOrLease<P, V>(request: FetchRequest<P, V>, reply: RemoteRead): Landed | Promise<Landed> {
    if (reply.kind === 'unavailable') return this.load(request, null);
    this.expectation.note(request.row.kind, reply.kind === 'value');
    if (reply.kind !== 'value') return this.fetchOrLease(request, 0);
    const held = this.open(request, reply.value, 0);
    if (!held) return this.dropAndLease(request);
    return this.land(held, request) ?? this.fetchOrLease(request, held.stamp + 1);
  }

  /** Asks for a lease at once, and learns from what became of it. */
  private async leaseFirst<P, V>(request: FetchRequest<P, V>): Promise<Landed> {
    const landed = await this.fetchOrLease(request, 0);
    this.expectation.note(request.row.kind, landed.kind === 'value' && landed.from === 'l2');
    return landed;
  }

  private async dropAndLease<P, V>(request: FetchRequest<P, V>): Promise<Landed> {
    const isGone = await this.parts.remote.delete(request.key);
    return isGone ? this.fetchOrLease(request, 0) : this.load(request, null);
  }

  /** Asks Redis until there is a value to serve, a lease to load under, or no use in waiting. */
  private async fetchOrLease<P, V>(request: FetchRequest<P, V>, from: LogTime): Promise<Landed> {
    const { row, key } = request;
    const { remote, runtime } = this.parts;
    const token = this.filler.newToken();
    const until = runtime.now() + WAIT_FOR_OTHERS_MS;
    const acceptsBelowFloor = row.invalidation.mode === 'soft' && request.notBefore === 0;
    let leastStamp = from;
    let poll = FIRST_POLL_MS;
    let refused = 0;
    let awaited = 0;
    while (refused < MOST_REFUSED) {
      const reply = await remote.getOrLease(key, { token, leastStamp, acceptsBelowFloor });
      if (reply.kind === 'unavailable') return this.load(request, null);
      if (reply.kind === 'lease') return this.load(request, token);
      if (reply.kind === 'value') {
        refused += 1;
        const held = this.open(request, reply.value, leastStamp);
        const landed = held && this.land(held, request);
        if (landed) return landed;
        if (held) leastStamp = held.stamp + 1;
        else if (!(await remote.delete(key))) break;
        continue;
      }
      if (reply.kind === 'busy' && reply.until !== awaited) {
        // Under steady writes one lease follows another, and whoever polled ever more rarely would not be there in between.
        if (awaited > 0) refused += 1;
        awaited = reply.until;
        poll = FIRST_POLL_MS;
      }
      if (runtime.now() >= until) break;
      await sleep(runtime, jitter(runtime, poll));
      poll = Math.min(poll * 2, LONGEST_POLL_MS);
    }
    return this.load(request, null);
  }

  /**
   * @param leastStamp what Redis was asked for: its guard says that the value is as new as that
   * @returns null for what is damaged, its guard included
   */
  private open<P, V>(
    { row, params, key }: FetchRequest<P, V>,
    value: Buffer,
    leastStamp: LogTime,
  ): HeldEntry | null {
    const entry = openEntry(key, row.kind, this.parts.epoch(), value);
    if (!entry || entry.stamp < leastStamp) {
      this.parts.stats.counts.corrupted += 1;
      return null;
    }
    const { judge, runtime } = this.parts;
    const endsIn = judge.millisecondsUntil(entry.endsAt);
    const zone = row.todayIn?.(params, entry.meta);
    // The cluster's clock may stand still over midnight.
    const dayEndsIn = zone === undefined ? endsIn : leftOfDayMs(runtime, { zone, from: runtime.wallNow() });
    return this.hold(row, entry, Math.min(endsIn, dayEndsIn));
  }

  /**
   * Keeps what Redis had, if it may be served and memory can keep it. What may have ended by the cluster's clock, which is only
   * known to a second or two, Redis still has: every reader would come here again until it has not.
   */
  private land<P, V>(held: HeldEntry, request: FetchRequest<P, V>): Landed | undefined {
    const hasTime = held.expiresAt > this.parts.runtime.now();
    if (!hasTime || !this.serves(held, request)) return undefined;
    this.parts.memory.set(held);
    return { kind: 'value', entry: held, from: 'l2' };
  }

  private async load<P, V>(request: FetchRequest<P, V>, token: string | null): Promise<Landed> {
    const { row, params, key } = request;
    const { judge, loader, runtime } = this.parts;
    const [from, grantedAt] = [runtime.wallNow(), runtime.now()];
    let loaded: Loaded<V>;
    try {
      // Without a recent beat no load could be proved: not asking keeps readers from waiting for nothing.
      if (!judge.canProve()) throw unreachable();
      loaded = await loader.load(row, params, () => judge.canProve());
    } catch (error) {
      if (token) void this.parts.remote.release(key, token);
      throw error;
    }
    if (loaded.kind === 'absent') return this.landAbsent(request, loaded, token);
    const entry = encodeEntry(row, params, loaded);
    const zone = row.todayIn?.(params, entry.meta);
    const today = zone === undefined ? undefined : { zone, from };
    const ttlMs = l2TtlMs(row, this.parts.defaultTtlSeconds, runtime, today);
    const held = this.hold(row, entry, ttlMs);
    const stored = ttlMs > 0 && this.serves(held, { row, notBefore: 0 });
    if (stored) {
      this.parts.memory.set(held);
      // The reader has its answer first: sealing and sending would keep it waiting.
      if (token) runtime.afterReading(() => void this.filler.fill(held, { token, grantedAt }, ttlMs));
    } else {
      this.parts.stats.counts.refusals += 1;
      publish('refuse', () => ({ key, reason: 'outdated while it was loaded' }));
      if (token) void this.parts.remote.release(key, token);
    }
    return { kind: 'value', entry: held, from: 'load', began: loaded.began, stored };
  }

  private landAbsent<P, V>(
    { row, params, key }: FetchRequest<P, V>,
    loaded: Extract<Loaded<V>, { kind: 'absent' }>,
    token: string | null,
  ): Landed {
    if (token) void this.parts.remote.release(key, token);
    const slots = slotsOf(this.parts.floors, row, key, row.tags(params));
    const { stamp, readAt, error, began } = loaded;
    if (this.parts.judge.judge(stamp, slots, row.invalidation, 0) === 'good') {
      this.parts.memory.setAbsence(key, { stamp, readAt, slots, error });
    }
    return { kind: 'absent', error, stamp, readAt, slots, began };
  }

  /** @param now in whole milliseconds: V8 keeps them in the entry, fractions in an object each */
  private hold(
    row: AnyCacheRow,
    entry: Entry,
    ttlMs: number,
    now = Math.floor(this.parts.runtime.now()),
  ): HeldEntry {
    const { floors } = this.parts;
    const { key, kind, body, etag, stamp, readAt, tags, meta, loadMs } = entry;
    return {
      // Named one by one: every miss comes through here, and a spread costs V8 several times as much.
      key,
      kind,
      body,
      etag,
      stamp,
      readAt,
      tags,
      meta,
      loadMs,
      row,
      slots: slotsOf(floors, row, entry.key, entry.tags),
      expiresAt: now + Math.floor(Math.min(l1TtlMs(row, this.parts.defaultTtlSeconds), ttlMs)),
      remoteExpiresAt: now + Math.floor(ttlMs),
      failedRefreshes: 0,
      noRefreshBefore: 0,
    };
  }

  private serves(held: HeldEntry, { row, notBefore }: { row: AnyCacheRow; notBefore: LogTime }): boolean {
    return this.parts.judge.mayServe(held.stamp, held.slots, row.invalidation, notBefore);
  }
}

function unreachable(): UnavailableError {
  return new UnavailableError('The database cannot be reached.', 2);
}
