import {
  MongoClient,
  MongoServerError,
  type ChangeStreamDocument,
  type ClientSession,
  type Db,
  type Document,
} from 'mongodb';
import { changesUntil } from './changes-until.js';
import { atSecond, fromTimestamp, LOG_START, toTimestamp, type LogTime } from './log-time.js';

const CHANGE_STREAM_FATAL = 280;
const CHANGE_STREAM_HISTORY_LOST = 286;

/** A log that is written to all the time brings its first change sooner than this, in milliseconds. */
const PATIENCE_MS = 5_000;
/** In this time before anything that was read from the log, something else was written: instances beat and mark. */
const LOOK_BACK = atSecond(30);
const ONLY_TIMES = [{ $project: { _id: 1, operationType: 1, clusterTime: 1 } }];

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
  private isClosed = false;

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
   * Connects, if need be. Once it was connected the driver finds its way back by itself; a client whose first attempt
   * failed never does.
   * @throws {MongoServerSelectionError} when MongoDB is not to be reached
   */
  async connect(): Promise<void> {
    if (this.isClosed) throw new Error('the log was closed');
    await this.client.connect();
  }

  /**
   * Runs an operation in a session.
   * @returns the log time of its acknowledgement
   */
  async acknowledge(operate: (session: ClientSession) => Promise<unknown>): Promise<LogTime> {
    await this.connect();
    const session = this.client.startSession();
    try {
      await operate(session);
      if (!session.operationTime) throw new Error('the server acknowledged without an operationTime');
      return fromTimestamp(session.operationTime);
    } finally {
      await session.endSession();
    }
  }

  /**
   * A log time at or after `from` from which on the log is known to be whole: that of the first change it brings.
   *
   * That a stream may begin at `from` is not enough: a log that never rolled over is followed from any time, also from one
   * before the set was initiated over older data. Where the log itself begins only an account with rights on `local` may see.
   * @throws {LogHistoryLostError} when the log begins later than `from`
   */
  async wholeFrom(from: LogTime): Promise<LogTime> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    for await (const change of this.changes(ONLY_TIMES, from, signal)) return timeOf(change);
    throw new Error(`the log brought nothing within ${PATIENCE_MS} ms`);
  }

  /** @throws {LogHistoryLostError} when the log is not known to be whole from `time` on */
  async assertReachesBackTo(time: LogTime): Promise<void> {
    const before = time - LOOK_BACK;
    if (before <= LOG_START || (await this.wholeFrom(before)) > time)
      throw new LogHistoryLostError('the log begins later');
  }

  /**
   * The changes that `pipeline` lets through, from `from` on, that time included, until `signal` aborts.
   * @throws {LogHistoryLostError} when the log does not reach back so far, was cut off, or ended with its database
   */
  async *changes(
    pipeline: Document[],
    from: LogTime,
    signal: AbortSignal,
  ): AsyncGenerator<ChangeStreamDocument> {
    try {
      await this.connect();
      const stream = this.db.watch(pipeline, {
        startAtOperationTime: toTimestamp(from),
        maxAwaitTimeMS: 1_000,
      });
      for await (const change of changesUntil(stream, signal)) {
        // The stream ends with it, and one that began before it would meet it again.
        if (change.operationType === 'invalidate') throw new LogHistoryLostError('the database was dropped');
        yield change;
      }
    } catch (error) {
      if (signal.aborted) return;
      throw isHistoryLost(error) ? new LogHistoryLostError('the log was cut off', { cause: error }) : error;
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
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
