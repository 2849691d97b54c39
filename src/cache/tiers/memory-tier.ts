import { LRUCache } from 'lru-cache';
import type { NotFoundError } from '../../common/index.js';
import type { LogTime } from '../../database/index.js';
import type { Slots } from '../coherence/floors.js';
import type { Runtime } from '../runtime.js';
import type { HeldEntry } from './entry.js';

/** "Not found", stamped like any value. */
export interface Absence {
  readonly stamp: LogTime;
  readonly readAt: LogTime;
  readonly slots: Slots;
  readonly error: NotFoundError;
  readonly expiresAt: number;
}

export const ABSENCE_TTL_MS = 30_000;
/** Share of the budget that "not found" may take; a flood of unknown ids displaces nothing else. */
const ABSENCE_SHARE = 1 / 16;
/** What V8 and the map need for an entry beside its bytes, roughly. */
const OVERHEAD_BYTES = 640;
const ABSENCE_BYTES = 512;
/** A single value may take at most this share of the tier. */
const LARGEST_SHARE = 1 / 8;

/** L1: least recently used values of this process, bounded in bytes. */
export class MemoryTier {
  private readonly entries: LRUCache<string, HeldEntry>;
  private readonly absences: LRUCache<string, Absence>;

  constructor(
    private readonly runtime: Runtime,
    maxBytes: number,
  ) {
    const absenceBytes = Math.floor(maxBytes * ABSENCE_SHARE);
    const entryBytes = maxBytes - absenceBytes;
    this.entries = new LRUCache({
      maxSize: entryBytes,
      maxEntrySize: Math.floor(entryBytes * LARGEST_SHARE),
      sizeCalculation: sizeOf,
    });
    this.absences = new LRUCache({ max: Math.max(1, Math.floor(absenceBytes / ABSENCE_BYTES)) });
  }

  /** The entry, unless its time is over by `now`. Whether it is still true is for the judge to say. */
  get(key: string, now = this.runtime.now()): HeldEntry | undefined {
    const entry = this.entries.get(key);
    if (!entry || entry.expiresAt > now) return entry;
    this.entries.delete(key);
    return undefined;
  }

  /** Keeps `entry` unless a newer one is held. */
  set(entry: HeldEntry): void {
    const held = this.entries.peek(entry.key);
    if (held && held.stamp > entry.stamp) return;
    this.absences.delete(entry.key);
    this.entries.set(entry.key, entry);
  }

  getAbsence(key: string): Absence | undefined {
    const absence = this.absences.get(key);
    if (!absence || absence.expiresAt > this.runtime.now()) return absence;
    this.absences.delete(key);
    return undefined;
  }

  setAbsence(key: string, absence: Omit<Absence, 'expiresAt'>): void {
    const held = this.entries.peek(key);
    if (held && held.stamp > absence.stamp) return;
    this.entries.delete(key);
    this.absences.set(key, { ...absence, expiresAt: this.runtime.now() + ABSENCE_TTL_MS });
  }

  delete(key: string): boolean {
    this.absences.delete(key);
    return this.entries.delete(key);
  }

  /** Deletes what is kept under keys that begin with `prefix` and is outdated; returns how many values that were. */
  deletePrefix(prefix: string, isOutdated: (kept: Pick<HeldEntry, 'stamp' | 'slots'>) => boolean): number {
    let deleted = 0;
    for (const [key, entry] of [...this.entries.entries()])
      if (key.startsWith(prefix) && isOutdated(entry) && this.delete(key)) deleted += 1;
    for (const [key, absence] of [...this.absences.entries()])
      if (key.startsWith(prefix) && isOutdated(absence)) this.absences.delete(key);
    return deleted;
  }

  clear(): void {
    this.entries.clear();
    this.absences.clear();
  }

  /** Entries, most recently used first; for inspection. */
  values(): IterableIterator<HeldEntry> | Generator<HeldEntry> {
    return this.entries.values();
  }

  get size(): number {
    return this.entries.size;
  }

  /** Bytes held, by the tier's own account. */
  get bytes(): number {
    return (this.entries.calculatedSize ?? 0) + this.absences.size * ABSENCE_BYTES;
  }
}

function sizeOf(entry: HeldEntry): number {
  const tags = entry.tags.reduce((sum, tag) => sum + tag.length * 2, 0);
  return entry.body.length + entry.key.length * 2 + tags + entry.slots.length * 8 + OVERHEAD_BYTES;
}
