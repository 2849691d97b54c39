import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { AppConfig } from '../../../config/index.js';
import type { LastingSession } from '../../auth/index.js';
import { Drain } from '../../common/http/drain.js';
import { TooManyRequestsError, UnavailableError } from '../../common/index.js';
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

export interface Opening {
  readonly session: LastingSession;
  readonly userId: string;
  readonly channel: string;
  /** What the client has had already. */
  readonly after: EventId;
}

/** All listeners of this instance: how many there may be, who is too slow, and their end when the instance leaves. */
@Injectable()
export class Listeners implements OnModuleInit, OnModuleDestroy {
  /** Each with the id of its user. */
  private readonly listeners = new Map<Listener, string>();
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
   * @throws {TooManyRequestsError} when the user has as many as one may have
   * @throws {UnavailableError} when there are as many as this instance may have, or when it is leaving
   */
  open({ session, userId, channel, after }: Opening): Readable {
    if (this.drain.isDraining)
      throw new UnavailableError('This instance is shutting down.', RETRY_AFTER_SECONDS);
    this.assertRoomFor(userId);
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
    this.listeners.set(listener, userId);
    this.report.listeners = this.listeners.size;
    return listener.stream;
  }

  private assertRoomFor(userId: string): void {
    const most = this.config.env.REALTIME_MAX_LISTENERS_PER_USER;
    let open = 0;
    for (const owner of this.listeners.values()) if (owner === userId) open += 1;
    if (open < most) return;
    const detail = `You have ${open} event streams open here; close one to open another.`;
    throw new TooManyRequestsError(detail, RETRY_AFTER_SECONDS);
  }

  private forget(listener: Listener): void {
    this.listeners.delete(listener);
    this.report.listeners = this.listeners.size;
  }

  private dropSlow(now: number): void {
    for (const listener of this.listeners.keys()) {
      if (listener.blockedFor(now) < PATIENCE_MS) continue;
      this.report.dropped += 1;
      listener.drop();
    }
  }

  private endAll(): void {
    for (const listener of this.listeners.keys()) listener.close();
  }
}
