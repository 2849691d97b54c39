import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { setTimeout as wait } from 'node:timers/promises';
import { servesRequests } from '../../common/http/serves-requests.js';
import { atSecond, LogHistoryLostError, secondsOf, type LogTime } from '../../database/index.js';
import { EventLog } from '../log/event-log.js';
import { compareEventIds, type EventId } from '../log/event-id.js';
import type { LogEntry } from '../log/lesson-completion.js';
import { channelsOf } from './channel.js';
import { EventJournal } from './event-journal.js';

/** Events in memory, some 10 MB: a minute of 500 completions a second. What is older is read from the log. */
const JOURNAL_CAPACITY = 32_768;
/** A process that starts reads this much of the log first: its listeners come from those that ended. */
const REPLAY_SECONDS = 120;
/** How often an instance that nobody writes on makes sure of where the log is, in milliseconds. */
const MARK_EVERY_MS = 10_000;
/** A stream that has brought not even our own marks for this long is opened again, in milliseconds. */
const SILENCE_MS = 25_000;
const REOPEN_MS = 200;

/**
 * Follows the log on every instance and tells whoever waits for a channel. Redis has no part in it.
 */
@Injectable()
export class EventFeed implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly journal = new EventJournal(JOURNAL_CAPACITY);
  /** Times the log had to be opened again. */
  reopened = 0;
  private readonly logger = new Logger(EventFeed.name);
  private readonly waiting = new Map<string, Set<() => void>>();
  private opened = new AbortController();
  private following: Promise<void> | undefined;
  private marking: NodeJS.Timeout | undefined;
  private isStopping = false;
  private hasHeard = false;
  /** Of a run of failures the first is told; it ends with the next entry. */
  private isFailing = false;
  private heardAt = 0;
  /** Where the log was when this instance began, or began anew. */
  private begunAt: EventId = { time: 0, index: 0 };

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly log: EventLog,
  ) {}

  /** Begins in a process that serves requests. */
  onApplicationBootstrap(): void {
    if (!servesRequests(this.http)) return;
    this.following = this.run();
    this.marking = setInterval(() => void this.mark(), MARK_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.marking);
    this.opened.abort();
    await this.following;
    await this.log.close();
  }

  /** Where somebody begins who has no id: what is replayed for those who come back is not news. */
  get present(): EventId {
    const { position } = this.journal;
    return compareEventIds(position, this.begunAt) > 0 ? position : this.begunAt;
  }

  /** Calls `wake` at each event of a channel; returns a function that stops it. */
  onEvent(channel: string, wake: () => void): () => void {
    const wakers = this.waiting.get(channel) ?? new Set();
    this.waiting.set(channel, wakers.add(wake));
    return () => {
      wakers.delete(wake);
      if (wakers.size === 0 && this.waiting.get(channel) === wakers) this.waiting.delete(channel);
    };
  }

  private async run(): Promise<void> {
    while (!this.isStopping) {
      try {
        await this.follow(await this.findStart());
      } catch (error) {
        if (this.isStopping) return;
        if (!this.isFailing) this.logger.warn(`${String(error)}; opening it again`);
        this.isFailing = true;
        // A replay that brings nothing before it fails would fail again: whoever needs it reads the log itself.
        if (error instanceof LogHistoryLostError || !this.hasHeard)
          this.journal.restart({ time: 0, index: 0 });
      }
      if (this.isStopping) return;
      this.reopened += 1;
      await wait(REOPEN_MS);
    }
  }

  /** Where it broke off; at first some way back; after a loss, now. */
  private async findStart(): Promise<LogTime> {
    const { position } = this.journal;
    if (position.time > 0) {
      await this.log.assertReachesBackTo(position.time);
      return position.time;
    }
    const now = await this.log.mark();
    const isFirst = this.reopened === 0;
    const from = isFirst ? await this.log.wholeFrom(atSecond(secondsOf(now) - REPLAY_SECONDS)) : now;
    this.begunAt = { time: now, index: 0 };
    this.journal.restart({ time: from, index: 0 });
    return from;
  }

  private async follow(from: LogTime): Promise<void> {
    if (this.isStopping) return;
    this.opened = new AbortController();
    this.heardAt = performance.now();
    for await (const entry of this.log.follow(from, this.opened.signal)) {
      this.heardAt = performance.now();
      this.isFailing = false;
      this.take(entry);
    }
  }

  private take(entry: LogEntry): void {
    this.hasHeard = true;
    if (entry.kind === 'mark') return this.journal.reach(entry.id);
    if (!this.journal.append(entry.event)) return;
    for (const channel of channelsOf(entry.event))
      // A listener that is woken takes itself out of the set.
      for (const wake of [...(this.waiting.get(channel) ?? [])]) wake();
  }

  private async mark(): Promise<void> {
    try {
      if (performance.now() - this.heardAt > SILENCE_MS) this.opened.abort();
      await this.log.mark();
    } catch (error) {
      this.logger.warn(`mark: ${String(error)}`);
    }
  }
}
