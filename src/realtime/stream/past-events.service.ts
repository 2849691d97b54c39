import { Injectable, Logger } from '@nestjs/common';
import pLimit from 'p-limit';
import { LogHistoryLostError } from '../../database/index.js';
import { isOnChannel } from '../feed/channel.js';
import { compareEventIds, type EventId } from '../log/event-id.js';
import { EventLog } from '../log/event-log.js';
import type { LessonCompletion } from '../log/lesson-completion.js';

/** Readers of the log at once; a listener waits for its turn. */
const READERS = 4;
/** Events read in one turn. */
const PAGE = 1_000;
/** A turn takes this long at most, in milliseconds; what it has read by then is a page too. */
const PAGE_MS = 30_000;

export interface PastEvents {
  readonly events: readonly LessonCompletion[];
  /** Everything up to here was read. */
  readonly reached: EventId;
}

/** Events that are older than an instance's journal, out of MongoDB's log: as far back as that goes. */
@Injectable()
export class PastEventsReader {
  private readonly logger = new Logger(PastEventsReader.name);
  private readonly limit = pLimit(READERS);
  /** Listeners ask again and again, all of them: of a run of failures the first is told. */
  private isFailing = false;

  constructor(private readonly log: EventLog) {}

  /**
   * A channel's events after an id, a page of them at most.
   * @param until where the caller knows what follows
   * @param signal aborts when nobody wants it any more; what has been read by then is a page
   * @throws {LogHistoryLostError} when the log no longer reaches back to `after`
   */
  read(after: EventId, until: EventId, channel: string, signal: AbortSignal): Promise<PastEvents> {
    return this.limit(async () => {
      if (signal.aborted) return { events: [], reached: after };
      try {
        const page = await this.readPage(after, until, channel, signal);
        this.isFailing = false;
        return page;
      } catch (error) {
        if (!(error instanceof LogHistoryLostError)) this.tell(error);
        throw error;
      }
    });
  }

  private tell(error: unknown): void {
    if (!this.isFailing) this.logger.warn(error);
    this.isFailing = true;
  }

  private async readPage(
    after: EventId,
    until: EventId,
    channel: string,
    signal: AbortSignal,
  ): Promise<PastEvents> {
    const events: LessonCompletion[] = [];
    let reached = after;
    await this.log.assertReachesBackTo(after.time);
    // So that something later than `until` is sure to come.
    await this.log.mark();
    const end = AbortSignal.any([signal, AbortSignal.timeout(PAGE_MS)]);
    for await (const entry of this.log.follow(after.time, end)) {
      const id = entry.kind === 'mark' ? entry.id : entry.event.id;
      if (compareEventIds(id, reached) <= 0) continue;
      reached = id;
      if (entry.kind === 'event' && isOnChannel(entry.event, channel)) events.push(entry.event);
      if (events.length === PAGE || compareEventIds(reached, until) >= 0) break;
    }
    return { events, reached };
  }
}
