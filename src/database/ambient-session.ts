import type { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientSession } from 'mongodb';
import type { Connection } from 'mongoose';
import type { LogTime } from './log-time.js';

/** What mongoose finds in its asynchronous local storage: it reads `session`, we also keep `bound`. */
export interface AmbientSession {
  readonly session: ClientSession;
  /** The value read in this session is only as new as this. */
  bound?: LogTime;
}

/**
 * Mongoose's own asynchronous local storage: every operation started inside `run` joins the session
 * by itself, so that no query can forget it.
 */
export function ambientSessions(
  connection: Connection,
): Pick<AsyncLocalStorage<AmbientSession>, 'run' | 'getStore'> {
  const storage: unknown = Reflect.get(connection.base, 'transactionAsyncLocalStorage');
  if (!isStorage(storage)) throw new Error('mongoose: set transactionAsyncLocalStorage before connecting');
  return storage;
}

function isStorage(value: unknown): value is AsyncLocalStorage<AmbientSession> {
  return typeof value === 'object' && value !== null && 'run' in value && 'getStore' in value;
}
