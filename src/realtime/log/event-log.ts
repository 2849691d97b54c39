import { Injectable, Logger } from '@nestjs/common';
import type { ChangeStreamDocument } from 'mongodb';
import { randomUUID } from 'node:crypto';
import { AppConfig } from '../../../config/index.js';
import { LogHistoryLostError, OperationLog, timeOf, type LogTime } from '../../database/index.js';
import { compareEventIds, type EventId } from './event-id.js';
import type { LessonCompletion, LogEntry } from './lesson-completion.js';
import { EVENTS_AND_MARKS, readEvent } from './log-pipeline.js';
import { MARKS, type Mark } from './mark.schema.js';

/**
 * Committed events in the order of their commits, out of MongoDB's log. So they come whoever dies after
 * the commit, and need nobody to send them.
 */
@Injectable()
export class EventLog {
  private readonly logger = new Logger(EventLog.name);
  private readonly log: OperationLog;
  /** The last entry that was told to be no completion: everybody who reads past it meets it again. */
  private told: EventId = { time: 0, index: 0 };
  private readonly instance = randomUUID();

  constructor({ env }: AppConfig) {
    this.log = new OperationLog(env.MONGO_URI, { maxPoolSize: 8, socketTimeoutMS: 10_000 });
  }

  /** Writes this instance's mark. What was committed before it is in the log before it. */
  async mark(): Promise<LogTime> {
    return this.log.acknowledge((session) =>
      this.log.db
        .collection<Mark>(MARKS)
        .updateOne({ _id: this.instance }, { $set: { at: new Date() } }, { upsert: true, session }),
    );
  }

  /**
   * A time at or after `from` from which on the log is known to be whole.
   * @throws {LogHistoryLostError} when the log begins later than `from`
   */
  wholeFrom(from: LogTime): Promise<LogTime> {
    return this.log.wholeFrom(from);
  }

  /** @throws {LogHistoryLostError} when the log is not known to be whole from `time` on */
  assertReachesBackTo(time: LogTime): Promise<void> {
    return this.log.assertReachesBackTo(time);
  }

  /**
   * Everything from `from` on, that time included, without end. What the log had lost before is not noticed here.
   * An entry that is no completion, whoever wrote it, is passed over: it would be met again at each attempt, and nobody
   * would hear of anything any more.
   * @throws {LogHistoryLostError} when the log was cut off
   */
  async *follow(from: LogTime, signal: AbortSignal): AsyncGenerator<LogEntry> {
    let last = { time: 0, index: 0 };
    for await (const change of this.log.changes(EVENTS_AND_MARKS, from, signal)) {
      const time = timeOf(change);
      if (!('documentKey' in change)) throw new LogHistoryLostError(`ended by ${change.operationType}`);
      if (change.ns.coll === MARKS) {
        yield { kind: 'mark', id: { time, index: 0 } };
        continue;
      }
      last = { time, index: time === last.time ? last.index + 1 : 1 };
      const event = this.tryRead(change, last);
      if (event) yield { kind: 'event', event };
    }
  }

  private tryRead(change: ChangeStreamDocument, id: EventId): LessonCompletion | undefined {
    try {
      return readEvent(change, id);
    } catch (error) {
      if (compareEventIds(id, this.told) > 0) {
        this.told = id;
        this.logger.warn(`passed over: ${String(error)}`);
      }
      return undefined;
    }
  }

  async close(): Promise<void> {
    await this.log.close();
  }
}
