import { LRUCache } from 'lru-cache';
import type { Read } from '../cache/index.js';

interface Count {
  readonly read: Read;
  readonly score: number;
  /** Milliseconds, by the caller's clock. */
  readonly at: number;
}

/** Keys that are counted at a time; the one that was not seen for longest makes room. */
const MOST_COUNTED = 4_096;

/** After this long a sighting counts half: together the last hour makes up seven eighths of a score. */
const HALF_LIFE_MS = 20 * 60_000;

/**
 * Counts sightings of keys, approximately: scores fade with time, and only so many keys are kept. What is
 * read often is seen again before the rare ones push it out.
 */
export class MostRead {
  private readonly counts = new LRUCache<string, Count>({ max: MOST_COUNTED });

  /** @param now in milliseconds */
  see(read: Read, now: number): void {
    const key = read.row.key(read.params);
    const before = this.counts.get(key);
    this.counts.set(key, { read, score: 1 + (before ? fade(before, now) : 0), at: now });
  }

  /** The reads with the highest scores, the highest first; never one that was seen only once. */
  list(most: number, now: number): Read[] {
    return [...this.counts.values()]
      .map((count) => ({ read: count.read, seen: count.score > 1, score: fade(count, now) }))
      .filter(({ seen }) => seen)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, most)
      .map(({ read }) => read);
  }

  get size(): number {
    return this.counts.size;
  }
}

function fade({ score, at }: Count, now: number): number {
  return score * 2 ** ((at - now) / HALF_LIFE_MS);
}
