import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AppConfig } from '../../config/index.js';
import { Startup } from './startup.js';
import { WarmingLease } from './warming-lease.js';
import { WarmingService } from './warming.service.js';

/** Half of the shortest time that a list is kept, in milliseconds. */
const EVERY_MS = 60_000;

/** The start does not wait longer for warm caches, in milliseconds: they are a courtesy. */
const START_BOUND_MS = 5_000;

/**
 * Warms at the start, each instance its own memory, for the most part from Redis; and again and again, one
 * instance for the fleet. A cache that is off is not warmed.
 */
@Injectable()
export class WarmingSchedule implements OnApplicationBootstrap {
  private readonly logger = new Logger(WarmingSchedule.name);
  private readonly enabled: boolean;

  constructor(
    private readonly warming: WarmingService,
    private readonly lease: WarmingLease,
    private readonly startup: Startup,
    { env }: AppConfig,
  ) {
    this.enabled = env.CACHE === 'on';
  }

  /** Not awaited: the server listens meanwhile, and says by its probes that it has not started. */
  onApplicationBootstrap(): void {
    void this.start();
  }

  @Interval(EVERY_MS)
  async repeat(): Promise<void> {
    if (!this.enabled) return;
    try {
      if (await this.lease.acquire()) await this.warming.run();
    } catch (error) {
      this.logger.warn(`warming: ${String(error)}; trying again`);
    }
  }

  private async start(): Promise<void> {
    let bound: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => (bound = setTimeout(resolve, START_BOUND_MS).unref()));
    await Promise.race([this.enabled ? this.warming.run() : undefined, late]);
    clearTimeout(bound);
    this.startup.finish();
  }
}
