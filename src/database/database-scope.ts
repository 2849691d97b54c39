import { AsyncLocalStorage } from 'node:async_hooks';
import type { LogTime } from './log-time.js';

/**
 * What one request (or one background load) has seen of the database: the newest log time of its
 * writes and reads, from which its consistency token is made.
 */
export class DatabaseScope {
  observed: LogTime = 0;

  /** @param requestId the request that it belongs to, for the log; none for background work. */
  constructor(readonly requestId?: string) {}

  observe(time: LogTime): void {
    if (time > this.observed) this.observed = time;
  }
}

const storage = new AsyncLocalStorage<DatabaseScope>();

export function runInScope<T>(scope: DatabaseScope, work: () => T): T {
  return storage.run(scope, work);
}

export function currentScope(): DatabaseScope | undefined {
  return storage.getStore();
}
