import { UnavailableError } from '../../common/index.js';

/** Keys that are being fetched at once; beyond, a reader is sent away rather than queued. */
export const MAX_FLIGHTS = 4_096;

/** What one of those who wait for a fetch makes of its end. */
export interface Passenger<T, R> {
  /** @param joined false for whoever set it off */
  landed(value: T, joined: boolean): R | Promise<R>;
  failed(error: unknown): R;
}

/** One fetch of a key at a time in this process, for any number of readers; its failure is everybody's who joined it. */
export class Flights<T> {
  private readonly underWay = new Map<string, Promise<T>>();

  /**
   * Joins the fetch of `key` that is under way, or sets one off.
   * @returns what the passenger makes of it. It has failed with `UnavailableError` when too many keys are being fetched.
   */
  join<R>(key: string, fetch: () => Promise<T>, passenger: Passenger<T, R>): Promise<R> {
    const existing = this.underWay.get(key);
    if (existing) {
      return existing.then(
        (value) => passenger.landed(value, true),
        (error: unknown) => passenger.failed(error),
      );
    }
    if (this.underWay.size >= MAX_FLIGHTS) {
      const tooMany = new UnavailableError('Too many different values are being loaded.');
      return Promise.reject(tooMany).catch((error: unknown) => passenger.failed(error));
    }
    const flight = fetch();
    this.underWay.set(key, flight);
    // Whoever set it off takes it off the list: nobody hears of its end before.
    return flight.then(
      (value) => {
        this.underWay.delete(key);
        return passenger.landed(value, false);
      },
      (error: unknown) => {
        this.underWay.delete(key);
        return passenger.failed(error);
      },
    );
  }

  /** Whether a fetch of `key` could be set off now: none is under way, and there are not too many. */
  mayBegin(key: string): boolean {
    return this.underWay.size < MAX_FLIGHTS && !this.underWay.has(key);
  }

  get size(): number {
    return this.underWay.size;
  }
}
