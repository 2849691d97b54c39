import { LRUCache } from 'lru-cache';
import { SnapshotReader } from '../../src/database/index.js';
import { MOST_ENTRIES, type EngineSubject, type SubjectTools } from './engine-subject.js';

/** The least that a memory tier costs: a look-up, no promise, nothing behind it. */
export function openRawMemory({ load }: SubjectTools): EngineSubject {
  const entries = new LRUCache<string, object>({ max: MOST_ENTRIES });
  const fill = async (key: string): Promise<object> => {
    const value = await load(key);
    entries.set(key, value);
    return value;
  };
  return {
    ...{ gives: 'shared object', tiers: ['memory'], sharesLoads: false },
    get: (key) => entries.get(key) ?? fill(key),
    invalidate: (key) => Promise.resolve(entries.delete(key)),
    forgetMemory: () => undefined,
    close: () => Promise.resolve(),
  };
}

/** The least that a Redis tier costs: GET, and JSON.parse. */
export function openRawRedis({ connect, load }: SubjectTools): EngineSubject {
  const redis = connect();
  const fill = async (key: string): Promise<object> => {
    const value = await load(key);
    await redis.set(`raw:${key}`, JSON.stringify(value));
    return value;
  };
  return {
    ...{ gives: 'own object', tiers: ['redis'], sharesLoads: false },
    get: async (key) => {
      const text = await redis.get(`raw:${key}`);
      return text === null ? await fill(key) : (JSON.parse(text) as unknown);
    },
    invalidate: (key) => redis.del(`raw:${key}`),
    forgetMemory: () => undefined,
    close: () => redis.quit(),
  };
}

const NO_TIER: Omit<EngineSubject, 'get'> = {
  ...{ gives: 'own object', tiers: [], sharesLoads: false },
  invalidate: () => Promise.resolve(),
  forgetMemory: () => undefined,
  close: () => Promise.resolve(),
};

/** What a miss is held against: the query, and no cache. */
export function openQuery({ load }: SubjectTools): EngineSubject {
  return { ...NO_TIER, get: load };
}

/** What it costs to know of what moment the answer is. */
export function openQueryAtSnapshot({ connection, load }: SubjectTools): EngineSubject {
  const snapshots = new SnapshotReader(connection);
  return { ...NO_TIER, get: (key) => snapshots.read(() => load(key)) };
}
