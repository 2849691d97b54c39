import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { AppConfig } from '../../../config/index.js';
import type { LastingSession } from '../../auth/index.js';
import { Drain } from '../../common/http/drain.js';
import { UnavailableError } from '../../common/index.js';
import { EventFeed } from '../feed/event-feed.service.js';
import type { EventId } from '../log/event-id.js';
import { RealtimeReport } from '../realtime-report.js';
import { Listener } from './listener.js';
import { PastEventsReader } from './past-events.service.js';
import { StreamRights } from './stream-rights.service.js';

/** A client that takes nothing of what waits for it for this long is dropped, in milliseconds. */
export const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 1_000;
const RETRY_AFTER_SECONDS = 5;

/** All listeners of this instance: how many there may be, who is too slow, and their end when the instance leaves. */
@Injectable()
export class Listeners implements OnModuleInit, OnModuleDestroy {
  private readonly listeners = new Set<Listener>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly drain: Drain,
    private readonly feed: EventFeed,
    private readonly past: PastEventsReader,
    private readonly rights: StreamRights,
    private readonly report: RealtimeReport,
  ) {}

  onModuleInit(): void {
    this.drain.signal.addEventListener('abort', () => this.endAll(), { once: true });
    this.timer = setInterval(() => this.dropSlow(performance.now()), LOOK_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /**
   * Opens a stream for a client that was found to have the right to it.
   * @param after what the client has had already
   * @throws {UnavailableError} when there are as many as this instance may have, or when it is leaving
   */
  open(session: LastingSession, channel: string, after: EventId): Readable {
    if (this.drain.isDraining)
      throw new UnavailableError('This instance is shutting down.', RETRY_AFTER_SECONDS);
    if (this.listeners.size >= this.config.env.REALTIME_MAX_LISTENERS) {
      this.report.refused += 1;
      throw new UnavailableError('This instance has as many listeners as it may have.', RETRY_AFTER_SECONDS);
    }
    const listener = new Listener({
      channel,
      after,
      feed: this.feed,
      past: this.past,
      report: this.report,
      look: () => this.rights.look(session, channel),
      onClose: () => this.forget(listener),
    });
    this.listeners.add(listener);
    this.report.listeners = this.listeners.size;
    return listener.stream;
  }

  private forget(listener: Listener): void {
    this.listeners.delete(listener);
    this.report.listeners = this.listeners.size;
  }

  private dropSlow(now: number): void {
    for (const listener of this.listeners) {
      if (listener.blockedFor(now) < PATIENCE_MS) continue;
      this.report.dropped += 1;
      listener.drop();
    }
  }

  private endAll(): void {
    for (const listener of this.listeners) listener.close();
  }
}
