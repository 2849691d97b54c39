import pLimit from 'p-limit';
import { UnavailableError } from '../../common/index.js';

/** Loads that run at once in this process: more only queue in the database. */
const CONCURRENT_LOADS = 32;
/** Loads that may wait for a place; beyond it a reader gets 503 with Retry-After. */
const WAITING_LOADS = 1_024;

/** Bounds the loads of this process, so that a burst of misses cannot drown the database. */
export class LoadPool {
  private readonly limit = pLimit(CONCURRENT_LOADS);

  /** @param isInside whether the caller is part of a load, by the reader's own account of what is under way */
  constructor(private readonly isInside: () => boolean) {}

  /**
   * Runs a load when there is a place. A load that starts another runs it in its own place, or all
   * places could be taken by loads that wait for one.
   * @throws {UnavailableError} when too many wait already.
   */
  async run<T>(load: () => Promise<T>): Promise<T> {
    if (this.isInside()) return load();
    if (this.limit.pendingCount >= WAITING_LOADS)
      throw new UnavailableError('Too many values are being loaded.');
    return this.limit(load);
  }
}
