import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { MongoClient, MongoServerError, type ChangeStreamDocument, type Db, type Timestamp } from 'mongodb';
import { AppConfig } from '../../../config/index.js';
import { changesUntil, fromTimestamp, toTimestamp, type LogTime } from '../../database/index.js';
import { EventLogLostError } from './event-log.errors.js';
import type { LogEntry } from './learning-event.js';
import { EVENTS_AND_MARKS, readEvent } from './log-pipeline.js';
import { MARKS, type Mark } from './mark.schema.js';

const CHANGE_STREAM_FATAL = 280;
const CHANGE_STREAM_HISTORY_LOST = 286;

/**
 * Committed events in the order of their commits, out of MongoDB's log. So they come whoever dies after
 * the commit, and need nobody to send them.
 *
 * A client of its own: streams that wait hold no connection of the application's pool.
 */
@Injectable()
export class EventLog {
  private readonly client: MongoClient;
  private readonly instance = randomUUID();

  constructor({ env }: AppConfig) {
    this.client = new MongoClient(env.MONGO_URI, {
      maxPoolSize: 8,
      serverSelectionTimeoutMS: 2_000,
      socketTimeoutMS: 10_000,
      connectTimeoutMS: 2_000,
      readPreference: 'primary',
      writeConcern: { w: 'majority' },
    });
  }

  /** Writes this instance's mark. What was committed before it is in the log before it. */
  async mark(): Promise<LogTime> {
    const session = this.client.startSession();
    try {
      await this.db
        .collection<Mark>(MARKS)
        .updateOne({ _id: this.instance }, { $set: { at: new Date() } }, { upsert: true, session });
      if (!session.operationTime) throw new Error('the server acknowledged without an operationTime');
      return fromTimestamp(session.operationTime);
    } finally {
      await session.endSession();
    }
  }

  /** The first time that the log still has. */
  async oldest(): Promise<LogTime> {
    const [first] = await this.client
      .db('local')
      .collection<{ ts: Timestamp }>('oplog.rs')
      .find({}, { projection: { ts: 1 } })
      .sort({ $natural: 1 })
      .limit(1)
      .toArray();
    if (!first) throw new Error('the operation log is empty: not a replica set?');
    return fromTimestamp(first.ts);
  }

  /**
   * Everything from `from` on, that time included, without end.
   * @throws {EventLogLostError} when the log does not reach back so far, or was cut off
   */
  async *follow(from: LogTime, signal: AbortSignal): AsyncGenerator<LogEntry> {
    // The server accepts a start before the first entry in silence, as long as the log has never rolled over.
    if (from < (await this.oldest())) throw new EventLogLostError('begins later');
    const stream = this.db.watch(EVENTS_AND_MARKS, {
      startAtOperationTime: toTimestamp(from),
      maxAwaitTimeMS: 1_000,
    });
    try {
      let last = { time: 0, index: 0 };
      for await (const change of changesUntil(stream, signal)) {
        const time = timeOf(change);
        if (!('documentKey' in change)) throw new EventLogLostError(`ended by ${change.operationType}`);
        if (change.ns.coll === MARKS) {
          yield { kind: 'mark', id: { time, index: 0 } };
          continue;
        }
        last = { time, index: time === last.time ? last.index + 1 : 1 };
        yield { kind: 'event', event: readEvent(change, last) };
      }
    } catch (error) {
      if (signal.aborted) return;
      throw isHistoryLost(error) ? new EventLogLostError('was cut off', { cause: error }) : error;
    }
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  private get db(): Db {
    return this.client.db();
  }
}

function timeOf(change: ChangeStreamDocument): LogTime {
  if (!change.clusterTime) throw new Error(`a change without clusterTime: ${change.operationType}`);
  return fromTimestamp(change.clusterTime);
}

function isHistoryLost(error: unknown): boolean {
  if (!(error instanceof MongoServerError)) return false;
  return error.code === CHANGE_STREAM_HISTORY_LOST || error.code === CHANGE_STREAM_FATAL;
}
