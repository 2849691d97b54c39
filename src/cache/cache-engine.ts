import type { RemoteTier } from './tiers/remote-tier.port.js';
import { CacheStats } from './cache-stats.js';
import { publish } from './cache-events.js';
import { Floors } from './coherence/floors.js';
import { Heart } from './coherence/heart.js';
import { Judge } from './coherence/judge.js';
import type { LogPort } from './coherence/log.port.js';
import { Proof } from './coherence/proof.js';
import { Tail } from './coherence/tail.js';
import { Carrier } from './flight/carrier.js';
import { Fetcher, type Landed } from './flight/fetcher.js';
import { Flights } from './flight/flights.js';
import { LoadPool } from './flight/load-pool.js';
import { Loader, type SnapshotPort } from './flight/loader.js';
import { Refresher } from './flight/refresher.js';
import { RecentRead } from './recent-read.js';
import { atMost, jitter, sleep, type Runtime } from './runtime.js';
import { MemoryTier } from './tiers/memory-tier.js';

/** Between two tries to read the epoch, in milliseconds. */
const EPOCH_PAUSE_MS = 1_000;

export interface EngineSettings {
  /** False: every read is a load; no tier, no tail, no beats. */
  readonly enabled: boolean;
  readonly stalenessMs: number;
  readonly maxBytes: number;
  /** The longest that Redis keeps anything, in seconds. */
  readonly longestTtlSeconds: number;
  /** Seconds, for rows that name no TTL. */
  readonly defaultTtlSeconds: number;
  /** Slots of the array of floors, a power of two; left out: 2²⁰. */
  readonly floorSlots?: number;
}

export interface EnginePorts {
  readonly log: LogPort;
  readonly snapshots: SnapshotPort;
  readonly remote: RemoteTier;
  readonly runtime: Runtime;
}

/** The parts of the cache, put together. Ports can be real or a test's. */
export class CacheEngine {
  readonly stats = new CacheStats();
  readonly recent = new RecentRead();
  readonly floors: Floors;
  readonly flights = new Flights<Landed>();
  readonly memory: MemoryTier;
  readonly proof: Proof;
  readonly heart: Heart;
  readonly tail: Tail;
  readonly judge: Judge;
  readonly loader: Loader;
  readonly fetcher: Fetcher;
  readonly carrier: Carrier;
  readonly refresher: Refresher;
  private epochValue = '';
  private stopped = false;

  constructor(
    private readonly ports: EnginePorts,
    private readonly settings: EngineSettings,
  ) {
    const { log, runtime, snapshots, remote } = ports;
    this.floors = new Floors(settings.floorSlots);
    this.memory = new MemoryTier(runtime, settings.maxBytes);
    this.proof = new Proof(runtime, settings.stalenessMs);
    this.judge = new Judge(this.floors, this.proof);
    this.heart = new Heart(log, this.proof, runtime);
    this.loader = new Loader(snapshots, new LoadPool(() => snapshots.isReading), runtime, this.stats);
    this.tail = new Tail(log, this.floors, this.proof, runtime, {
      replaySeconds: settings.longestTtlSeconds,
      onReset: () => void this.reset(),
      onError: (error) => publish('tail', () => ({ event: 'error', error })),
    });
    this.fetcher = new Fetcher({
      memory: this.memory,
      floors: this.floors,
      judge: this.judge,
      loader: this.loader,
      stats: this.stats,
      remote,
      runtime,
      epoch: () => this.epochValue,
      defaultTtlSeconds: settings.defaultTtlSeconds,
    });
    const { memory, floors, judge, proof, fetcher, stats, flights } = this;
    this.carrier = new Carrier({ memory, floors, judge, proof, fetcher, stats, runtime });
    this.refresher = new Refresher({ memory, judge, flights, fetcher, stats, runtime });
  }

  get enabled(): boolean {
    return this.settings.enabled;
  }

  get remote(): RemoteTier {
    return this.ports.remote;
  }

  get runtime(): Runtime {
    return this.ports.runtime;
  }

  /** Tells this database's entries in Redis from another's. */
  get epoch(): string {
    return this.epochValue;
  }

  get log(): LogPort {
    return this.ports.log;
  }

  /** Starts following; resolves when values can be proved, or after `patienceMs`: loads work meanwhile. */
  async start(patienceMs: number): Promise<void> {
    if (!this.enabled) return;
    this.epochValue = await this.log.epoch();
    this.heart.start();
    this.tail.start();
    await atMost(this.runtime, patienceMs, this.proof.begun);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.enabled) await Promise.all([this.heart.stop(), this.tail.stop()]);
    await this.remote.close();
    await this.log.close();
  }

  /**
   * Memory may be wrong as a whole; the epoch, by which Redis's entries are told apart, may have moved. It is asked for until it
   * is told: by the old one this instance would delete what the others keep, and they what it keeps.
   */
  private async reset(): Promise<void> {
    this.memory.clear();
    publish('tail', () => ({ event: 'reset' }));
    while (!this.stopped) {
      try {
        this.epochValue = await this.log.epoch();
        return;
      } catch (error) {
        publish('tail', () => ({ event: 'error', error }));
        await sleep(this.runtime, jitter(this.runtime, EPOCH_PAUSE_MS));
      }
    }
  }
}
