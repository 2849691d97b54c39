import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { CacheEngine } from './cache-engine.js';
import { subscribe } from './cache-events.js';
import { HITS_HASH, MISSES_HASH } from './cache-stats.js';
import { reasonOf } from './tiers/reason-of.js';

/** The log may take this long to prove itself before the first request is served. */
const PATIENCE_MS = 5_000;
const FLUSH_MS = 1_000;
const SILENCE_CHECK_MS = 1_000;
/** What Redis refuses it refuses for every request: it is told of this often, in milliseconds. */
const REFUSALS_TOLD_MS = 10_000;

/** Starts and stops the engine with the application, and hands its counters to Redis. */
@Injectable()
export class CacheLifecycle implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Cache');
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly unsubscribe: (() => void)[] = [];
  private isFollowed = false;
  private refusals = 0;
  private refusalsToldAt = -Infinity;

  constructor(private readonly engine: CacheEngine) {}

  async onModuleInit(): Promise<void> {
    if (!this.engine.enabled) return;
    this.unsubscribe.push(
      subscribe('breaker', ({ open, cause }) => {
        if (open) this.tellOfIllness(cause);
        else this.logger.warn('Redis is well again');
      }),
      subscribe('redis', ({ error }) => this.tellOfRefusal(error)),
      subscribe('tail', ({ event, error }) =>
        this.logger.warn(`log ${event}${error instanceof Error ? `: ${error.message}` : ''}`),
      ),
    );
    // It has been connected to before anybody could listen.
    const { fault } = this.engine.remote;
    if (fault !== null) this.tellOfIllness(fault);
    await this.engine.start(PATIENCE_MS);
    this.isFollowed = this.engine.proof.isCurrent();
    if (!this.isFollowed) this.logger.warn('the log has not proved itself yet: every read is a proved load');
    this.timers.push(
      setInterval(() => void this.flush(), FLUSH_MS).unref(),
      setInterval(() => {
        this.engine.tail.checkSilence();
        this.tellOfProof();
      }, SILENCE_CHECK_MS).unref(),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.flush();
    await this.engine.stop();
    for (const stop of this.unsubscribe) stop();
  }

  /** By its message alone: an error of the client carries the command that failed, and with it the password. */
  private tellOfIllness(cause: unknown): void {
    this.logger.warn(`Redis is ill: serving without it (${reasonOf(cause)})`);
  }

  /** What the gauge cache_tail_current shows, for whoever has the log alone. */
  private tellOfProof(): void {
    const isFollowed = this.engine.proof.isCurrent();
    if (isFollowed === this.isFollowed) return;
    this.isFollowed = isFollowed;
    this.logger.warn(
      isFollowed
        ? 'MongoDB’s log is followed again'
        : 'MongoDB’s log cannot be followed: what is held cannot be proved any more',
    );
  }

  private tellOfRefusal(error: Error): void {
    this.refusals += 1;
    if (this.engine.runtime.now() < this.refusalsToldAt + REFUSALS_TOLD_MS) return;
    this.logger.warn(`Redis refused ${this.refusals} commands, the last with: ${error.message}`);
    this.refusals = 0;
    this.refusalsToldAt = this.engine.runtime.now();
  }

  /** Adds this process's hits and misses to the fleet's; what Redis did not take is kept for the next time. */
  async flush(): Promise<void> {
    const { stats, remote } = this.engine;
    const { hits, misses } = stats.take();
    const done = {
      hits: hits.size === 0 || (await remote.addCounters(HITS_HASH, hits)),
      misses: misses.size === 0 || (await remote.addCounters(MISSES_HASH, misses)),
    };
    stats.giveBack(done.hits ? new Map() : hits, done.misses ? new Map() : misses);
  }
}
