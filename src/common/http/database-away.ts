import { mongo, Error as MongooseError } from 'mongoose';

/** Server codes that say "not now": no primary, a primary stepping down, a node shutting down. */
const NOT_NOW: ReadonlySet<unknown> = new Set([
  6, 7, 89, 91, 189, 262, 9001, 10_058, 10_107, 11_600, 11_602, 13_435, 13_436,
]);

/**
 * Whether an error says that MongoDB cannot be reached, or has nobody to write to, rather than that
 * the request was wrong. Such a request may be repeated: 503, not 500.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof MongooseError.MongooseServerSelectionError) return true;
  if (!(error instanceof mongo.MongoError)) return false;
  return (
    error instanceof mongo.MongoNetworkError ||
    error instanceof mongo.MongoServerSelectionError ||
    error instanceof mongo.MongoNotConnectedError ||
    error instanceof mongo.MongoTopologyClosedError ||
    error instanceof mongo.MongoOperationTimeoutError ||
    error.name === 'MongoWaitQueueTimeoutError' ||
    NOT_NOW.has(error.code) ||
    error.hasErrorLabel('TransientTransactionError') ||
    error.hasErrorLabel('RetryableWriteError')
  );
}
