import { Injectable } from '@nestjs/common';
import { UnavailableError } from '../common/index.js';
import type { LogTime } from '../database/index.js';
import type { CacheAnswer, Outcome } from './cache-answer.js';
import { CacheEngine } from './cache-engine.js';
import { AbsentError } from './cache.errors.js';
import { publish } from './cache-events.js';
import type { AnyCacheRow, CacheRow } from './define-cache.js';
import type { CarryOver } from './flight/carrier.js';
import type { FetchRequest, Landed } from './flight/fetcher.js';
import { jitter, sleep } from './runtime.js';
import type { Recalled } from './recalled.js';
import type { HeldEntry } from './tiers/entry.js';

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

const HITS = { l1: { kind: 'hit', tier: 'l1' }, l2: { kind: 'hit', tier: 'l2' } } as const;
/** A reader waits this long, in milliseconds, for the log to show us what it has seen, or what is being carried. */
const LOG_WAIT_MS = 50;
/**
 * Pauses between loads that could not be proved, in milliseconds; after the last, 503. Together they are
 * longer than an idle fold takes to notice what another instance wrote.
 */
const RELOAD_PAUSES_MS = [20, 80, 300, 600, 1_200];
/** Flights that a reader joins at most before it is sent away. */
const MOST_FLIGHTS = 16;

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
    if (recalled) return Promise.resolve(this.serve(recalled));
    // Not `async`: that would be promises more for every read that Redis answers.
    const request = { row, params, key, notBefore, newerThan: 0 };
    const absent = this.recallAbsence(request);
    if (absent) return Promise.reject(absent);
    this.engine.recent.note(row, params);
    const arrived = this.engine.runtime.now();
    // What is being carried over a write is there once the log tells of that: no need to load it as well.
    const carriedTo = this.engine.carrier.carryingTo(key);
    const awaited = carriedTo >= Math.max(notBefore, 1) ? carriedTo - 1 : notBefore;
    return awaited > this.engine.proof.position
      ? this.awaitLog(awaited, request, arrived)
      : this.fly(request, arrived);
  }

  /** What can be served for `params` without asking anyone. Nothing is counted until `serve` says that it was. */
  recall<P, V>(row: CacheRow<P, V>, params: P, options: ReadOptions = {}): Recalled<P, V> | undefined {
    if (!this.engine.enabled) return undefined;
    return this.recallKey(row, params, row.key(params), options.notBefore ?? 0);
  }

  /** The answer of what was recalled just now. */
  serve<P, V>(recalled: Recalled<P, V>): CacheAnswer {
    const { row, params, held, stale, at } = recalled;
    this.engine.recent.note(row, params);
    this.engine.refresher.refreshIfDue(recalled);
    return this.answer(held, HITS.l1, stale, at);
  }

  /**
   * Loads what a write has just outdated here. Readers with that write's token wait for the log, which may yet show that what
   * is held stands; here it is known not to.
   * @param at log time of the write's acknowledgement
   * @throws {UnavailableError} as `getOrLoad` does
   */
  async reload<P, V>(row: CacheRow<P, V>, params: P, at: LogTime): Promise<void> {
    if (!this.engine.enabled) return;
    // Redis, too, has nothing as new as that: it is asked for a lease at once.
    const request = { row, params, key: row.key(params), notBefore: at, newerThan: at - 1 };
    await this.fly(request, this.engine.runtime.now());
  }

  /**
   * Takes what memory holds before a write's transaction begins, to amend it by what the write changed instead of
   * loading it again.
   * @returns what carries it over the write, where the log shows that nothing else came between
   */
  beforeWrite<P, V>(row: CacheRow<P, V>, params: P): CarryOver {
    return this.engine.carrier.beforeWrite(row.key(params));
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
    const { memory, judge, runtime } = this.engine;
    const at = runtime.now();
    const held = memory.get(key, at);
    if (!held) return undefined;
    const verdict = judge.judge(held.stamp, held.slots, row.invalidation, notBefore, at);
    if (verdict !== 'good' && verdict !== 'soft') return undefined;
    return { row, params, held, stale: verdict === 'soft', at };
  }

  /** "Not found", if memory knows that there is no such thing. */
  private recallAbsence<P, V>({ row, key, notBefore }: FetchRequest<P, V>): AbsentError | undefined {
    const { memory, judge } = this.engine;
    const absence = memory.getAbsence(key);
    if (!absence || judge.judge(absence.stamp, absence.slots, row.invalidation, notBefore) !== 'good')
      return undefined;
    this.record(row, key, HITS.l1, false);
    return new AbsentError(absence.error.message, absence.readAt);
  }

  /** Gives the log a moment to show what the reader has seen already, or what has been written here. */
  private async awaitLog<P, V>(
    awaited: LogTime,
    request: FetchRequest<P, V>,
    arrived: number,
  ): Promise<CacheAnswer> {
    const { proof, heart } = this.engine;
    const { row, params, key, notBefore } = request;
    heart.hasten();
    await proof.waitFor(awaited, LOG_WAIT_MS);
    const recalled = this.recallKey(row, params, key, notBefore);
    if (recalled) return this.serve(recalled);
    const absent = this.recallAbsence(request);
    if (absent) throw absent;
    return this.fly(request, arrived);
  }

  /** Joins the flight of a key, or sets it off. */
  private fly<P, V>(request: FetchRequest<P, V>, arrived: number): Promise<CacheAnswer> {
    return this.join(request, (first, joined) => {
      return this.accept(first, request, arrived, joined) ?? this.flyAgain(first, request, arrived);
    });
  }

  /** Where the first flight did not satisfy this reader: others, as long as there is hope. */
  private async flyAgain<P, V>(
    first: Landed,
    request: FetchRequest<P, V>,
    arrived: number,
  ): Promise<CacheAnswer> {
    const { runtime, heart } = this.engine;
    let last = first;
    let reloads = 0;
    for (let round = 1; round < MOST_FLIGHTS; round += 1) {
      // A flight that set off before this reader came was never going to do; the next one is as good as its own.
      if (last.kind === 'absent' || (last.from === 'load' && last.began >= arrived)) {
        const pause = RELOAD_PAUSES_MS[reloads];
        if (pause === undefined) break;
        reloads += 1;
        heart.hasten();
        await sleep(runtime, jitter(runtime, pause));
      }
      const answer = await this.join(request, (landed, joined) => {
        last = landed;
        return this.accept(landed, request, arrived, joined);
      });
      if (answer) return answer;
    }
    throw new UnavailableError('The database’s answer could not be proved to be current.');
  }

  private join<P, V, R>(
    request: FetchRequest<P, V>,
    landed: (value: Landed, joined: boolean) => R | Promise<R>,
  ): Promise<R | CacheAnswer> {
    const { flights, fetcher } = this.engine;
    const passenger = { landed, failed: (error: unknown) => this.answerInstead(error, request) };
    return flights.join<R | CacheAnswer>(request.key, () => fetcher.fetch(request), passenger);
  }

  /** Where a flight failed and the row allows it, an unproved value that nothing speaks against. */
  private answerInstead<P, V>(error: unknown, { row, key, notBefore }: FetchRequest<P, V>): CacheAnswer {
    const { memory, judge } = this.engine;
    const held = row.staleIfError && error instanceof UnavailableError ? memory.get(key) : undefined;
    if (!held || !judge.mayStandIn(held.stamp, held.slots, notBefore)) throw error;
    return this.answer(held, HITS.l1, true);
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
      throw new AbsentError(landed.error.message, landed.readAt);
    }
    return this.answer(landed.entry, this.outcomeOf(landed, collapsed), verdict === 'soft');
  }

  private outcomeOf(landed: Extract<Landed, { kind: 'value' }>, collapsed: boolean): Outcome {
    if (landed.from !== 'load') return HITS[collapsed ? 'l1' : landed.from];
    if (!this.engine.proof.isCurrent()) return { kind: 'bypass', reason: 'tail-behind' };
    return { kind: 'miss', stored: landed.stored, collapsed };
  }

  private answer(
    held: HeldEntry,
    outcome: Outcome,
    stale: boolean,
    now = this.engine.runtime.now(),
  ): CacheAnswer {
    this.record(held.row, held.key, outcome, stale);
    const ttlSeconds = Math.max(0, Math.floor((held.expiresAt - now) / 1_000));
    const { body, etag, stamp, readAt, meta } = held;
    return { body, etag, stamp, readAt, meta, outcome, stale, ttlSeconds };
  }

  /** `CACHE=off`: every read is a load, at or after the caller's token. */
  private async readThrough<P, V>(row: CacheRow<P, V>, params: P, notBefore: LogTime): Promise<CacheAnswer> {
    const { loader, fetcher, runtime } = this.engine;
    for (const pause of [...RELOAD_PAUSES_MS, null]) {
      const loaded = await loader.load(row, params);
      if (loaded.stamp >= notBefore) {
        if (loaded.kind === 'absent') throw new AbsentError(loaded.error.message, loaded.readAt);
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
