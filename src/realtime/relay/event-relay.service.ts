import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppConfig } from '../../../config/index.js';
import { openRedis, reasonOf } from '../../cache/index.js';
import { servesRequests } from '../../common/http/serves-requests.js';
import { PLATFORM } from '../feed/channel.js';
import { EventFeed } from '../feed/event-feed.service.js';
import type { EventId } from '../log/event-id.js';
import { EventLog } from '../log/event-log.js';
import { RealtimeReport } from '../realtime-report.js';
import { RedisPublisher } from './redis-publisher.js';

/** Events offered in one go: what a script of Redis does in well under a millisecond. */
const BATCH = 50;
const RETRY_MS = 250;

/**
 * Offers every event to Redis, for other programs. Reads the journal at its own place, as a listener does, so
 * while Redis is away nothing piles up: what the journal forgets meanwhile is not published.
 */
@Injectable()
export class EventRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(EventRelay.name);
  private readonly stopping = new AbortController();
  private publisher: RedisPublisher | undefined;
  private running: Promise<void> | undefined;
  private place: EventId = { time: 0, index: 0 };
  private isWell = true;

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly config: AppConfig,
    private readonly feed: EventFeed,
    private readonly log: EventLog,
    private readonly report: RealtimeReport,
  ) {}

  /** Begins in a process that serves requests and has a Redis. */
  onApplicationBootstrap(): void {
    const { REDIS_URL } = this.config.env;
    if (!servesRequests(this.http) || REDIS_URL === undefined) return;
    this.publisher = new RedisPublisher(openRedis(REDIS_URL));
    this.running = this.run(this.publisher);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.publisher?.close();
  }

  private async run(publisher: RedisPublisher): Promise<void> {
    let hasBegun = false;
    while (!this.stopping.signal.aborted) {
      try {
        if (!hasBegun) await publisher.begin({ time: await this.log.mark(), index: 0 });
        hasBegun = true;
        await this.step(publisher);
        this.tellHealth(true);
      } catch (error) {
        // A command only says that there is no connection.
        this.tellHealth(false, publisher.fault ?? error);
        await this.pause(RETRY_MS);
      }
    }
  }

  private async step(publisher: RedisPublisher): Promise<void> {
    const { journal } = this.feed;
    if (!journal.covers(this.place)) {
      if (this.place.time > 0) this.report.publishingGaps += 1;
      this.place = journal.start;
    }
    const events = journal.after(this.place, PLATFORM, BATCH);
    const last = events.at(-1);
    if (!last) return this.waitForEvent();
    this.report.published += await publisher.publish(events);
    this.place = last.id;
  }

  private tellHealth(isWell: boolean, error?: unknown): void {
    if (isWell === this.isWell) return;
    this.isWell = isWell;
    this.logger.warn(isWell ? 'events are published again' : `events are not published (${reasonOf(error)})`);
  }

  private waitForEvent(): Promise<void> {
    const { signal } = this.stopping;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        stop();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const stop = this.feed.onEvent(PLATFORM, done);
      signal.addEventListener('abort', done);
    });
  }

  private async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
