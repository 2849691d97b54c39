import { parseConfig } from '../../config/index.js';
import type { CacheEngine } from '../../src/cache/cache-engine.js';
import { parseAnswer, TieredCacheService } from '../../src/cache/index.js';
import { createEngine } from '../../src/cache/create-engine.js';
import { defineCache } from '../../src/cache/define-cache.js';
import { SnapshotReader } from '../../src/database/index.js';
import type { EngineSubject, SubjectTools } from './engine-subject.js';
import { THINGS } from './things.js';

const PATIENCE_MS = 5_000;
const TTL_SECONDS = 3_600;

const ROW = defineCache<{ key: string }, object>({
  kind: 'bench_thing',
  namespace: 'bench',
  prefix: 'thing:',
  key: ({ key }) => key,
  ttl: { l1: TTL_SECONDS, l2: TTL_SECONDS },
  tags: ({ key }) => [key],
});

/** The product's engine with one row, in this process: over the real log, at real snapshots. The answer holds the bytes. */
export async function openTiercelBytes(tools: SubjectTools): Promise<EngineSubject> {
  const { engine, read } = await openEngine(tools);
  return { ...subjectOf(engine), gives: 'bytes', get: read };
}

export async function openTiercelObject(tools: SubjectTools): Promise<EngineSubject> {
  const { engine, read } = await openEngine(tools);
  return { ...subjectOf(engine), gives: 'own object', get: async (key) => parseAnswer(await read(key)) };
}

async function openEngine({ env, connection, load }: SubjectTools) {
  const options = { rows: [ROW], sources: [{ collection: THINGS, tags: (id: string) => [`thing:${id}`] }] };
  const engine = await createEngine(parseConfig(env), new SnapshotReader(connection), options);
  const cache = new TieredCacheService(engine);
  cache.provide(ROW, ({ key }) => load(key));
  await engine.start(PATIENCE_MS);
  return { engine, read: (key: string) => cache.getOrLoad(ROW, { key }) };
}

function subjectOf(engine: CacheEngine): Omit<EngineSubject, 'gives' | 'get'> {
  const cache = new TieredCacheService(engine);
  return {
    tiers: ['memory', 'redis'],
    sharesLoads: true,
    invalidate: (key) =>
      cache.invalidate({ entries: [{ row: ROW, key }], tags: [], at: engine.proof.position }),
    forgetMemory: () => engine.memory.clear(),
    close: () => engine.stop(),
  };
}
