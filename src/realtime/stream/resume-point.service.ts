import { Injectable } from '@nestjs/common';
import { InvalidInputError } from '../../common/index.js';
import { EventFeed } from '../feed/event-feed.service.js';
import { parseEventId, type EventId } from '../log/event-id.js';
import { EventLog } from '../log/event-log.js';

/** Before everything, and so before anything that the log still has. */
const LOST: EventId = { time: 1, index: 0 };

/** Reads `Last-Event-ID`. */
@Injectable()
export class ResumePoint {
  constructor(
    private readonly feed: EventFeed,
    private readonly log: EventLog,
  ) {}

  /**
   * Where a client goes on, or begins.
   *
   * An id that is ahead of this instance may come from one that is faster, or from a database that has
   * been restored to an earlier time since; the log's present tells which. The latter counts as lost.
   *
   * @throws {InvalidInputError} for what is not an id of an event
   */
  async find(lastEventId: string | undefined): Promise<EventId> {
    if (lastEventId === undefined || lastEventId === '') return this.now();
    const id = parseEventId(lastEventId);
    if (!id) throw new InvalidInputError('Last-Event-ID: this is not the id of an event.');
    if (id.time <= this.feed.journal.position.time) return id;
    return id.time <= (await this.log.mark()) ? id : LOST;
  }

  private async now(): Promise<EventId> {
    const { present } = this.feed;
    return present.time > 0 ? present : { time: await this.log.mark(), index: 0 };
  }
}
