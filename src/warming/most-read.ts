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
/** What was not seen for longer than this is read no more, in milliseconds. */
const HOUR_MS = 60 * 60_000;
/** The least score of what was seen twice within an hour. */
const SEEN_TWICE = 1 + 2 ** (-HOUR_MS / HALF_LIFE_MS);

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

  /** The reads of the last hour with the highest scores, the highest first; never one that was seen only once. */
  list(most: number, now: number): Read[] {
    return [...this.counts.values()]
      .filter(({ score, at }) => score >= SEEN_TWICE && now - at <= HOUR_MS)
      .map((count) => ({ read: count.read, score: fade(count, now) }))
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
