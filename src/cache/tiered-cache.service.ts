import { Injectable } from '@nestjs/common';
import { UnavailableError } from '../common/index.js';
import type { LogTime } from '../database/index.js';
import type { CacheAnswer, Outcome } from './cache-answer.js';
import { CacheEngine } from './cache-engine.js';
import { AbsentError } from './cache.errors.js';
import { publish } from './cache-events.js';
import type { AnyCacheRow, CacheRow } from './define-cache.js';
import type { FetchRequest, Landed } from './flight/fetcher.js';
import { jitter, sleep } from './runtime.js';
import type { HeldEntry } from './tiers/entry.js';
import { isRefreshDue } from './ttl.js';

export interface ReadOptions {
  /** The caller's consistency token: the answer reflects every write up to it. */
  readonly notBefore?: LogTime;
}

/** What a write outdates: entries that can be named, and tags for those that cannot. */
export interface Invalidation {
  readonly entries: readonly { readonly row: AnyCacheRow; readonly key: string }[];
  readonly tags: readonly string[];
  /** Log time of the write's acknowledgement. */
  readonly at: LogTime;
}

/** What memory holds and may be served now. */
export interface Recalled<P = unknown, V = unknown> {
  readonly row: CacheRow<P, V>;
  readonly params: P;
  readonly held: HeldEntry;
  readonly stale: boolean;
}

/** A reader with a token waits this long, in milliseconds, for the log to show us what it has seen. */
const TOKEN_WAIT_MS = 50;
/**
 * Pauses between loads that could not be proved, in milliseconds; after the last, 503. Together they are
 * longer than an idle fold takes to notice what another instance wrote.
 */
const RELOAD_PAUSES_MS = [20, 80, 300, 600, 1_200];
/** Flights that a reader joins at most before it is sent away. */
const MOST_FLIGHTS = 16;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 30_000;

/** The cache: memory, Redis, MongoDB, and the judgement on what each of them holds. */
@Injectable()
export class TieredCacheService {
  constructor(private readonly engine: CacheEngine) {}

  /** Names the loader of a row. Handlers with `@Cached` are named by themselves. */
  provide<P, V>(row: CacheRow<P, V>, load: (params: P) => Promise<V>): void {
    this.engine.loader.provide(row, load);
  }

  /**
   * The value of a row for `params`, from wherever it is provably current.
   * @throws {NotFoundError} what the loader said, for as long as that is provably so.
   * @throws {UnavailableError} when nothing can be proved: MongoDB is away, or too much is being loaded.
   */
  getOrLoad<P, V>(row: CacheRow<P, V>, params: P, options: ReadOptions = {}): Promise<CacheAnswer> {
    const notBefore = options.notBefore ?? 0;
    if (!this.engine.enabled) return this.readThrough(row, params, notBefore);
    const key = row.key(params);
    const recalled = this.recallKey(row, params, key, notBefore);
    // Not `async`: that would be two promises more for every read that memory cannot answer.
    return recalled ? Promise.resolve(this.serve(recalled)) : this.resolve(row, params, key, notBefore);
  }

  /** What can be served for `params` without asking anyone. Nothing is counted until `serve` says that it was. */
  recall<P, V>(row: CacheRow<P, V>, params: P, options: ReadOptions = {}): Recalled<P, V> | undefined {
    if (!this.engine.enabled) return undefined;
    return this.recallKey(row, params, row.key(params), options.notBefore ?? 0);
  }

  /** The answer of what was recalled just now. */
  serve<P, V>({ row, params, held, stale }: Recalled<P, V>): CacheAnswer {
    this.engine.recent.note(row, params);
    this.refreshIfDue({ row, params, key: held.key, notBefore: 0, newerThan: held.stamp }, held, stale);
    return this.answer(held, { kind: 'hit', tier: 'l1' }, stale);
  }

  /**
   * Outdates what a committed write touched: this process's floors at once, and the entries it can
   * name in Redis. For speed only: the log does the same everywhere if this process dies before.
   */
  async invalidate({ entries, tags, at }: Invalidation): Promise<void> {
    for (const { key } of entries) this.engine.floors.raise(key, at);
    for (const tag of tags) this.engine.floors.raise(tag, at);
    const named = entries.map(({ row, key }) => ({ key, keepsValue: row.invalidation.mode === 'soft' }));
    if (named.length > 0) await this.engine.remote.invalidate(named, at);
  }

  private recallKey<P, V>(
    row: CacheRow<P, V>,
    params: P,
    key: string,
    notBefore: LogTime,
  ): Recalled<P, V> | undefined {
    const { memory, judge } = this.engine;
    const held = memory.get(key);
    if (!held) return undefined;
    const verdict = judge.judge(held.stamp, held.slots, row.invalidation, notBefore);
    if (verdict !== 'good' && verdict !== 'soft') return undefined;
    return { row, params, held, stale: verdict === 'soft' };
  }

  /** @throws {AbsentError} when memory knows that there is no such thing */
  private refuseAbsent<P, V>(row: CacheRow<P, V>, key: string, notBefore: LogTime): void {
    const { memory, judge } = this.engine;
    const absence = memory.getAbsence(key);
    if (!absence || judge.judge(absence.stamp, absence.slots, row.invalidation, notBefore) !== 'good') return;
    this.record(row, key, { kind: 'hit', tier: 'l1' }, false);
    throw new AbsentError(absence.error.message, absence.stamp);
  }

  private async resolve<P, V>(
    row: CacheRow<P, V>,
    params: P,
    key: string,
    notBefore: LogTime,
  ): Promise<CacheAnswer> {
    const { proof, runtime, heart, flights, fetcher, recent } = this.engine;
    this.refuseAbsent(row, key, notBefore);
    recent.note(row, params);
    const arrived = runtime.now();
    if (notBefore > proof.position) {
      heart.hasten();
      await proof.waitFor(notBefore, TOKEN_WAIT_MS);
      const recalled = this.recallKey(row, params, key, notBefore);
      if (recalled) return this.serve(recalled);
      this.refuseAbsent(row, key, notBefore);
    }
    let reloads = 0;
    for (let round = 0; round < MOST_FLIGHTS; round += 1) {
      const request = { row, params, key, notBefore, newerThan: 0 };
      const flight = flights.join(key, () => fetcher.fetch(request));
      let landed: Landed;
      try {
        landed = await flight.landed;
      } catch (error) {
        return this.answerInstead(error, row, key, notBefore);
      }
      const answer = this.accept(landed, request, arrived, flight.joined);
      if (answer) return answer;
      // A flight that set off before this reader came was never going to do; the next one is as good as its own.
      if (landed.kind === 'value' && (landed.from !== 'load' || landed.began < arrived)) continue;
      const pause = RELOAD_PAUSES_MS[reloads];
      if (pause === undefined)
        throw new UnavailableError('The database’s answer could not be proved to be current.');
      reloads += 1;
      heart.hasten();
      await sleep(runtime, jitter(runtime, pause));
    }
    throw new UnavailableError('The database’s answer could not be proved to be current.');
  }

  /** Where a flight failed and the row allows it, an unproved value that nothing speaks against. */
  private answerInstead<P, V>(
    error: unknown,
    row: CacheRow<P, V>,
    key: string,
    notBefore: LogTime,
  ): CacheAnswer {
    const { memory, judge } = this.engine;
    const held = row.staleIfError && error instanceof UnavailableError ? memory.get(key) : undefined;
    if (!held || !judge.mayStandIn(held.stamp, held.slots, notBefore)) throw error;
    return this.answer(held, { kind: 'hit', tier: 'l1' }, true);
  }

  /** The answer, if what landed may be given to a reader who arrived then, with that token. */
  private accept<P, V>(
    landed: Landed,
    { row, key, notBefore }: FetchRequest<P, V>,
    arrived: number,
    collapsed: boolean,
  ): CacheAnswer | undefined {
    const { judge } = this.engine;
    const { stamp, slots } = landed.kind === 'value' ? landed.entry : landed;
    const verdict = judge.judge(stamp, slots, row.invalidation, notBefore);
    const readForMe = 'began' in landed && landed.began >= arrived && judge.isFreshFor(stamp, notBefore);
    // An error carries no label, so "not found" is never given softly.
    const mayBeSoft = verdict === 'soft' && landed.kind === 'value';
    if (verdict !== 'good' && !mayBeSoft && !readForMe) return undefined;
    if (landed.kind === 'absent') {
      this.record(row, key, { kind: 'miss', stored: verdict === 'good', collapsed }, false);
      throw new AbsentError(landed.error.message, stamp);
    }
    return this.answer(landed.entry, this.outcomeOf(landed, collapsed), verdict === 'soft');
  }

  private outcomeOf(landed: Extract<Landed, { kind: 'value' }>, collapsed: boolean): Outcome {
    if (landed.from !== 'load')
      return collapsed ? { kind: 'hit', tier: 'l1' } : { kind: 'hit', tier: landed.from };
    if (!this.engine.proof.isCurrent()) return { kind: 'bypass', reason: 'tail-behind' };
    return { kind: 'miss', stored: landed.stored, collapsed };
  }

  private answer(held: HeldEntry, outcome: Outcome, stale: boolean): CacheAnswer {
    this.record(held.row, held.key, outcome, stale);
    const ttlSeconds = Math.max(0, Math.floor((held.expiresAt - this.engine.runtime.now()) / 1_000));
    const { body, etag, stamp, meta } = held;
    return { body, etag, stamp, meta, outcome, stale, ttlSeconds };
  }

  /** Loads again in the background when a value is about to expire, or is stale and old enough. */
  private refreshIfDue<P, V>(request: FetchRequest<P, V>, held: HeldEntry, stale: boolean): void {
    const { runtime, judge, flights, fetcher, stats } = this.engine;
    const { invalidation } = request.row;
    const due = stale
      ? invalidation.mode === 'soft' && judge.ageSeconds(held.stamp) >= invalidation.seconds / 2
      : isRefreshDue(held.remoteExpiresAt - runtime.now(), held.loadMs, runtime);
    if (!due || !flights.mayBegin(request.key) || runtime.now() < held.noRefreshBefore) return;
    stats.counts.refreshes += 1;
    flights
      .join(request.key, () => fetcher.fetch(request))
      .landed.catch(() => {
        held.failedRefreshes += 1;
        const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** (held.failedRefreshes - 1), LONGEST_BACKOFF_MS);
        held.noRefreshBefore = runtime.now() + jitter(runtime, backoff);
      });
  }

  /** `CACHE=off`: every read is a load, at or after the caller's token. */
  private async readThrough<P, V>(row: CacheRow<P, V>, params: P, notBefore: LogTime): Promise<CacheAnswer> {
    const { loader, fetcher, runtime } = this.engine;
    for (const pause of [...RELOAD_PAUSES_MS, null]) {
      const loaded = await loader.load(row, params);
      if (loaded.stamp >= notBefore) {
        if (loaded.kind === 'absent') throw new AbsentError(loaded.error.message, loaded.stamp);
        return this.answer(fetcher.encode(row, params, loaded), { kind: 'bypass', reason: 'off' }, false);
      }
      if (pause !== null) await sleep(runtime, jitter(runtime, pause));
    }
    throw new UnavailableError('The database has not reached the consistency token yet.');
  }

  private record(row: { namespace: string }, key: string, outcome: Outcome, stale: boolean): void {
    const { namespace } = row;
    this.engine.stats.record(namespace, outcome, stale);
    if (outcome.kind === 'hit') publish('hit', () => ({ namespace, tier: outcome.tier, key }));
    else publish('miss', () => ({ namespace, key }));
    if (stale) publish('stale', () => ({ namespace, key }));
  }
}
