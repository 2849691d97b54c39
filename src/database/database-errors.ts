import { MongoError, MongoServerError } from 'mongodb';
import { UnavailableError } from '../common/index.js';
import { isDatabaseAway } from '../common/http/database-away.js';

const SNAPSHOT_UNAVAILABLE = 246;
const SNAPSHOT_TOO_OLD = 239;

/** The code of a value that must be unique and is taken. */
export const DUPLICATE_KEY = 11_000;

export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}

/** Whether a snapshot read failed only for want of the snapshot: another session will do. */
export function isSnapshotGone(error: unknown): boolean {
  return (
    error instanceof MongoError && (error.code === SNAPSHOT_UNAVAILABLE || error.code === SNAPSHOT_TOO_OLD)
  );
}

/** What a caller is told of a failed database call: 503 when MongoDB is away, else the error itself. */
export function translateDatabaseError(error: unknown): unknown {
  return isDatabaseAway(error) ? new UnavailableError('The database cannot be reached.', 2) : error;
}
