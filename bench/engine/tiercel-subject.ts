import type { Connection } from 'mongoose';
import { parseConfig } from '../../config/index.js';
import { parseAnswer, TieredCacheService, type CacheAnswer } from '../../src/cache/index.js';
import { createEngine } from '../../src/cache/create-engine.js';
import { defineCache } from '../../src/cache/define-cache.js';
import { SnapshotReader } from '../../src/database/index.js';
import type { EngineSubject, Load } from './engine-subject.js';
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

/** The product's engine with one row, in this process: over the real log, at real snapshots. Once as bytes, once as objects. */
export async function openTiercel(
  env: Readonly<Record<string, string>>,
  connection: Connection,
  load: Load,
): Promise<readonly EngineSubject[]> {
  const options = { rows: [ROW], sources: [{ collection: THINGS, tags: (id: string) => [`thing:${id}`] }] };
  const engine = await createEngine(parseConfig(env), new SnapshotReader(connection), options);
  const cache = new TieredCacheService(engine);
  cache.provide(ROW, ({ key }) => load(key));
  await engine.start(PATIENCE_MS);
  const read = (key: string): Promise<CacheAnswer> => cache.getOrLoad(ROW, { key });
  const shared = {
    tiers: ['memory', 'redis'],
    sharesLoads: true,
    invalidate: (key) =>
      cache.invalidate({ entries: [{ row: ROW, key }], tags: [], at: engine.proof.position }),
    forgetMemory: () => engine.memory.clear(),
  } satisfies Partial<EngineSubject>;
  return [
    {
      ...shared,
      name: 'tiercel_bytes',
      gives: 'bytes',
      // The answer holds the bytes; nothing is copied to get at them.
      get: read,
      close: () => engine.stop(),
    },
    {
      ...shared,
      name: 'tiercel_object',
      gives: 'own object',
      get: async (key) => parseAnswer(await read(key)),
      close: () => Promise.resolve(),
    },
  ];
}
