import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AppConfig } from '../../config/index.js';
import { Startup } from './startup.js';
import { WarmingService } from './warming.service.js';

/** Half of the shortest time that a list is kept, in milliseconds. */
const EVERY_MS = 60_000;

/** The start does not wait longer for warm caches, in milliseconds: they are a courtesy. */
const START_BOUND_MS = 5_000;

/** Warms at the start and again and again; a cache that is off is not warmed. */
@Injectable()
export class WarmingSchedule implements OnApplicationBootstrap {
  private readonly enabled: boolean;

  constructor(
    private readonly warming: WarmingService,
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
    if (this.enabled) await this.warming.run();
  }

  private async start(): Promise<void> {
    let bound: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => (bound = setTimeout(resolve, START_BOUND_MS).unref()));
    await Promise.race([this.repeat(), late]);
    clearTimeout(bound);
    this.startup.finish();
  }
}
