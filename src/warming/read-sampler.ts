import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { CacheEngine, type Read } from '../cache/index.js';
import { MostRead } from './most-read.js';

/** At most this often a read is looked at; slower traffic is counted whole. */
const SAMPLE_MS = 20;

/** Learns what is read most: looks 50 times a second at the last read, so that reads themselves count nothing. */
@Injectable()
export class ReadSampler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly counted = new MostRead();
  private timer: NodeJS.Timeout | undefined;
  private isLookingAway = false;

  constructor(
    private readonly engine: CacheEngine,
    private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.env.CACHE === 'on') this.timer = setInterval(() => this.sample(), SAMPLE_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** What was read most in the last hour, roughly. */
  list(most: number): Read[] {
    return this.counted.list(most, performance.now());
  }

  /** Learns nothing from the reads of `work`, which nobody has asked for, nor from others meanwhile. */
  async lookAway<T>(work: () => Promise<T>): Promise<T> {
    this.sample();
    this.isLookingAway = true;
    try {
      return await work();
    } finally {
      this.engine.recent.take();
      this.isLookingAway = false;
    }
  }

  private sample(): void {
    const read = this.engine.recent.take();
    if (read && !this.isLookingAway) this.counted.see(read, performance.now());
  }
}
