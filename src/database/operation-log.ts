import {
  MongoClient,
  MongoServerError,
  type ChangeStreamDocument,
  type ClientSession,
  type Db,
  type Document,
  type Timestamp,
} from 'mongodb';
import { changesUntil } from './changes-until.js';
import { fromTimestamp, toTimestamp, type LogTime } from './log-time.js';

const CHANGE_STREAM_FATAL = 280;
const CHANGE_STREAM_HISTORY_LOST = 286;

/** The log does not reach back to where following was to begin. */
export class LogHistoryLostError extends Error {}

export interface OperationLogOptions {
  readonly maxPoolSize: number;
  /** A connection that is silent for longer is given up, in milliseconds. */
  readonly socketTimeoutMS: number;
}

/**
 * The log of one database, through a client of its own: a stream that waits holds no connection of the application's
 * pool, and a busy pool delays nothing here.
 */
export class OperationLog {
  private readonly client: MongoClient;

  constructor(uri: string, options: OperationLogOptions) {
    this.client = new MongoClient(uri, {
      ...options,
      serverSelectionTimeoutMS: 2_000,
      connectTimeoutMS: 2_000,
      readPreference: 'primary',
      writeConcern: { w: 'majority' },
    });
  }

  get db(): Db {
    return this.client.db();
  }

  /**
   * Runs an operation in a session.
   * @returns the log time of its acknowledgement
   */
  async acknowledge(operate: (session: ClientSession) => Promise<unknown>): Promise<LogTime> {
    const session = this.client.startSession();
    try {
      await operate(session);
      if (!session.operationTime) throw new Error('the server acknowledged without an operationTime');
      return fromTimestamp(session.operationTime);
    } finally {
      await session.endSession();
    }
  }

  /** The first log time that can still be followed from. */
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
   * The changes that `pipeline` lets through, from `from` on, that time included, until `signal` aborts.
   * @throws {LogHistoryLostError} when the log does not reach back so far, or was cut off
   */
  async *changes(
    pipeline: Document[],
    from: LogTime,
    signal: AbortSignal,
  ): AsyncGenerator<ChangeStreamDocument> {
    const stream = this.db.watch(pipeline, {
      startAtOperationTime: toTimestamp(from),
      maxAwaitTimeMS: 1_000,
    });
    try {
      yield* changesUntil(stream, signal);
    } catch (error) {
      if (signal.aborted) return;
      throw isHistoryLost(error) ? new LogHistoryLostError('the log was cut off', { cause: error }) : error;
    }
  }

  async close(): Promise<void> {
    await this.client.close();
  }
}

/** @throws when the server did not say when it happened */
export function timeOf(change: ChangeStreamDocument): LogTime {
  if (!change.clusterTime) throw new Error(`a change without clusterTime: ${change.operationType}`);
  return fromTimestamp(change.clusterTime);
}

function isHistoryLost(error: unknown): boolean {
  if (!(error instanceof MongoServerError)) return false;
  return error.code === CHANGE_STREAM_HISTORY_LOST || error.code === CHANGE_STREAM_FATAL;
}
