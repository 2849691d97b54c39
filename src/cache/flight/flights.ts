import { UnavailableError } from '../../common/index.js';

/** Keys that are being fetched at once; beyond, a reader is sent away rather than queued. */
export const MAX_FLIGHTS = 4_096;

/** One fetch of a key that any number of readers wait for. */
export interface Flight<T> {
  readonly landed: Promise<T>;
  /** False for whoever set it off. */
  readonly joined: boolean;
}

/** One fetch a key at a time in this process; its failure is everybody's who joined it. */
export class Flights<T> {
  private readonly underWay = new Map<string, Promise<T>>();

  /** @throws {UnavailableError} when too many keys are being fetched. */
  join(key: string, fetch: () => Promise<T>): Flight<T> {
    const existing = this.underWay.get(key);
    if (existing) return { landed: existing, joined: true };
    if (this.underWay.size >= MAX_FLIGHTS)
      throw new UnavailableError('Too many different values are being loaded.');
    const landed = fetch();
    this.underWay.set(key, landed);
    const end = (): void => void this.underWay.delete(key);
    landed.then(end, end);
    return { landed, joined: false };
  }

  /** Whether a fetch of `key` could be set off now: none is under way, and there are not too many. */
  mayBegin(key: string): boolean {
    return this.underWay.size < MAX_FLIGHTS && !this.underWay.has(key);
  }

  get size(): number {
    return this.underWay.size;
  }
}
