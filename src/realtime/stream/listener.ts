import { Readable } from 'node:stream';
import { LogHistoryLostError } from '../../database/index.js';
import type { EventFeed } from '../feed/event-feed.service.js';
import { compareEventIds, type EventId } from '../log/event-id.js';
import type { LessonCompletion } from '../log/lesson-completion.js';
import type { RealtimeReport } from '../realtime-report.js';
import { frameEvent, frameHeartbeat, frameReset, frameStart } from './event-frame.js';
import type { PastEvents, PastEventsReader } from './past-events.service.js';
import type { Standing } from './stream-rights.service.js';

export const HEARTBEAT_MS = 15_000;
/** Rights are looked at again this often, in milliseconds; before an event as much as between events. */
export const RIGHTS_MS = 2_000;
/** Events written in one go. */
const BATCH = 100;
/** Bytes that wait for a client, besides the socket's own buffers. */
const BUFFER_BYTES = 16 * 1024;
const RETRY_MS = 1_000;

export interface ListenerOptions {
  readonly channel: string;
  /** It has had everything up to here. */
  readonly after: EventId;
  readonly feed: EventFeed;
  readonly past: PastEventsReader;
  readonly report: RealtimeReport;
  /** Whether it may still listen. */
  readonly look: () => Promise<Standing>;
  readonly onClose: () => void;
}

/** A page of the past, or that the log no longer has it, or that reading came to nothing; undefined until then. */
interface Reading {
  outcome: PastEvents | 'lost' | 'failed' | undefined;
}

/**
 * One client and its place in the order of events. It has no queue: it reads on from its place when the
 * client has taken what was written, from the journal or, where that begins later, from the log.
 */
export class Listener {
  /** What is sent to the client. */
  readonly stream: Readable;
  private place: EventId;
  /** Aborts when the stream is to end. */
  private readonly closing = new AbortController();
  /** What is read for it from the log; undefined while nothing is. */
  private reading: Reading | undefined;
  private standing: Standing = 'allowed';
  private lookedAt = performance.now();
  private beatAt = performance.now();
  /** Since when the client has not taken what was written; undefined while it is up to date. */
  private blockedSince: number | undefined = performance.now();
  private wake: (() => void) | undefined;

  constructor(private readonly options: ListenerOptions) {
    this.place = options.after;
    this.stream = Readable.from(this.wakeable(this.frames()), {
      objectMode: false,
      highWaterMark: BUFFER_BYTES,
    });
    this.stream.once('close', options.onClose);
  }

  /** How long the client has taken nothing, in milliseconds, though something was there to take. */
  blockedFor(now: number): number {
    return this.blockedSince === undefined ? 0 : now - this.blockedSince;
  }

  /** Ends the stream as soon as the client has taken what was written; it comes back by itself. */
  close(): void {
    this.closing.abort();
    this.wake?.();
  }

  /** Ends it at once. */
  drop(): void {
    this.close();
    this.stream.destroy();
  }

  /** A generator hears that it is to end only when it yields; one that waits is woken for it. */
  private wakeable(frames: AsyncGenerator<string>): AsyncIterable<string> {
    const iterator = {
      next: () => frames.next(),
      return: () => {
        this.close();
        return frames.return(undefined);
      },
    };
    return { [Symbol.asyncIterator]: () => iterator };
  }

  private async *frames(): AsyncGenerator<string> {
    this.blockedSince = undefined;
    yield* this.write(frameStart(this.place));
    while (!this.closing.signal.aborted) {
      const now = performance.now();
      if (now - this.lookedAt >= RIGHTS_MS) await this.lookAgain(now);
      if (this.standing === 'refused') {
        this.close();
      } else if (now - this.beatAt >= HEARTBEAT_MS) {
        this.beatAt = now;
        yield* this.write(frameHeartbeat(this.place));
      } else if (this.standing === 'unproved') {
        await this.wait(RETRY_MS);
      } else if (this.reading || !this.options.feed.journal.covers(this.place)) {
        yield* this.catchUp();
      } else {
        yield* this.goOn();
      }
    }
  }

  /** The next events of the journal, or else a wait for some. */
  private async *goOn(): AsyncGenerator<string> {
    const { feed, channel } = this.options;
    const events = feed.journal.after(this.place, channel, BATCH);
    if (events.length > 0) {
      yield* this.tell(events);
      return;
    }
    // A client that comes from an instance that is ahead of this one keeps its place.
    if (compareEventIds(feed.journal.position, this.place) > 0) this.place = feed.journal.position;
    await this.wait(RIGHTS_MS);
  }

  /**
   * What the journal no longer has, or never had, from the log. That may take long: until it is there, rights are
   * looked at and hearts beat as ever.
   */
  private async *catchUp(): AsyncGenerator<string> {
    this.reading ??= this.readPast();
    const { outcome } = this.reading;
    if (!outcome) {
      await this.wait(RIGHTS_MS);
      return;
    }
    this.reading = undefined;
    if (outcome === 'failed') {
      await this.wait(RETRY_MS);
    } else if (outcome === 'lost') {
      const { feed, report } = this.options;
      report.resets += 1;
      this.place = feed.journal.position;
      yield* this.write(frameReset(this.place));
    } else {
      if (outcome.events.length > 0) yield* this.tell(outcome.events);
      this.place = outcome.reached;
    }
  }

  private readPast(): Reading {
    const { feed, past, channel } = this.options;
    const reading: Reading = { outcome: undefined };
    const settle = (outcome: Reading['outcome']): void => {
      reading.outcome = outcome;
      this.wake?.();
    };
    past.read(this.place, feed.journal.start, channel, this.closing.signal).then(settle, (error: unknown) =>
      // The reader has told of it.
      settle(error instanceof LogHistoryLostError ? 'lost' : 'failed'),
    );
    return reading;
  }

  private async *tell(events: readonly LessonCompletion[]): AsyncGenerator<string> {
    const { channel, report } = this.options;
    yield* this.write(events.map((event) => frameEvent(event, channel)).join(''));
    this.place = events.at(-1)?.id ?? this.place;
    report.sent += events.length;
  }

  /** Goes on when the client wants more. */
  private *write(text: string): Generator<string> {
    this.blockedSince = performance.now();
    yield text;
    this.blockedSince = undefined;
  }

  private async lookAgain(now: number): Promise<void> {
    this.lookedAt = now;
    this.standing = await this.options.look();
  }

  /** Until an event of the channel, or the end, or so many milliseconds. */
  private wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        stop();
        this.wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      const stop = this.options.feed.onEvent(this.options.channel, done);
      this.wake = done;
    });
  }
}
