import type { ThrottlerStorage } from '@nestjs/throttler';
import { LRUCache } from 'lru-cache';

interface Window {
  hits: number;
  readonly endsAt: number;
}

/** Clients counted at once, some 10 MB of them; beyond that those seen longest ago are forgotten. */
const MOST_CLIENTS = 50_000;

/**
 * Counts requests in fixed windows. The library's own storage keeps a timer for every request and
 * grows with the number of clients; this one has a bound and no timers.
 */
export class WindowCounters implements ThrottlerStorage {
  private readonly windows: LRUCache<string, Window>;

  constructor(
    private readonly now: () => number = () => performance.now(),
    mostClients = MOST_CLIENTS,
  ) {
    this.windows = new LRUCache({ max: mostClients });
  }

  get size(): number {
    return this.windows.size;
  }

  /**
   * @param ttl length of a window, ms
   * @returns with times in whole seconds, rounded up; who is over the limit is refused until the window ends
   */
  async increment(key: string, ttl: number, limit: number) {
    return this.count(key, ttl, limit);
  }

  /** The same at once. */
  count(key: string, ttl: number, limit: number) {
    const now = this.now();
    let window = this.windows.get(key);
    if (!window || window.endsAt <= now) {
      window = { hits: 0, endsAt: now + ttl };
      this.windows.set(key, window);
    }
    window.hits += 1;
    const seconds = Math.ceil((window.endsAt - now) / 1000);
    const isBlocked = window.hits > limit;
    return {
      totalHits: window.hits,
      timeToExpire: seconds,
      isBlocked,
      timeToBlockExpire: isBlocked ? seconds : 0,
    };
  }
}
