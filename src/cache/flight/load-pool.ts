import { AsyncLocalStorage } from 'node:async_hooks';
import pLimit from 'p-limit';
import { UnavailableError } from '../../common/index.js';

/** Loads that run at once in this process: more only queue in the database. */
const CONCURRENT_LOADS = 32;
/** Loads that may wait for a place; beyond it a reader gets 503 with Retry-After. */
const WAITING_LOADS = 1_024;

/** One for all pools: Node makes every promise dearer for each storage that is in use. */
const inside = new AsyncLocalStorage<true>();

/** Bounds the loads of this process, so that a burst of misses cannot drown the database. */
export class LoadPool {
  private readonly limit = pLimit(CONCURRENT_LOADS);

  /**
   * Runs a load when there is a place. A load that starts another runs it in its own place, or all
   * places could be taken by loads that wait for one.
   * @throws {UnavailableError} when too many wait already.
   */
  async run<T>(load: () => Promise<T>): Promise<T> {
    if (inside.getStore()) return load();
    if (this.limit.pendingCount >= WAITING_LOADS)
      throw new UnavailableError('Too many values are being loaded.');
    return this.limit(() => inside.run(true, load));
  }
}
