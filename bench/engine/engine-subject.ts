import type { Redis, RedisOptions } from 'ioredis';
import type { Connection } from 'mongoose';

/** What a caller gets: bytes to send, an object of its own, or one that it shares with every other caller. */
export type Gives = 'bytes' | 'own object' | 'shared object';

/** A cache over memory and Redis, as code would use it. */
export interface EngineSubject {
  readonly gives: Gives;
  /** Its tiers; some have one only. */
  readonly tiers: readonly ('memory' | 'redis')[];
  /** Whether readers of one key that come at once share a load; the raw ones make one each. */
  readonly sharesLoads: boolean;
  /** The value of a key, from wherever it is; loads and keeps it where it is nowhere. */
  get(key: string): unknown;
  /** Drops a key from all its tiers. */
  invalidate(key: string): Promise<unknown>;
  /** Empties the memory tier alone, so that the next reads find their values in Redis. */
  forgetMemory(): void | Promise<void>;
  close(): Promise<unknown>;
}

/** Loads the value of a key from MongoDB. */
export type Load = (key: string) => Promise<object>;

/** What a subject is opened with. */
export interface SubjectTools {
  /** Of a product, over the same servers. */
  readonly env: Readonly<Record<string, string>>;
  readonly connection: Connection;
  readonly redisUri: string;
  /** A connection of the caller's own, which it closes. */
  readonly connect: (options?: RedisOptions) => Redis;
  readonly load: Load;
}

/** Entries that are kept in memory at most, by those that count entries. */
export const MOST_ENTRIES = 100_000;
/** Nothing expires while it is measured. */
export const TTL_MS = 3_600_000;
