import { FakeRuntime } from '../../test/support/fake-runtime.js';
import { parseAnswer } from './cache-answer.js';
import { CacheEngine } from './cache-engine.js';
import type { LogPort } from './coherence/log.port.js';
import { defineCache } from './define-cache.js';
import { TieredCacheService } from './tiered-cache.service.js';
import { NoRemoteTier } from './tiers/no-remote-tier.js';

const ROW = defineCache<{ id: string }, { title: string }>({
  kind: 'thing',
  namespace: 'things',
  prefix: 'thing:',
  key: ({ id }) => `thing:${id}`,
  tags: () => [],
});

/** An engine that follows no log: what it knows of it, it is told. */
function cacheAsOf(stamp: number) {
  const runtime = new FakeRuntime();
  const loads: ((title: string) => void)[] = [];
  const database = { stamp };
  const snapshots = {
    isReading: false,
    read: async <T>(work: () => Promise<T>) => {
      const at = database.stamp;
      return { value: await work(), stamp: at, readAt: at };
    },
  };
  const engine = new CacheEngine(
    { log: {} as LogPort, snapshots, remote: new NoRemoteTier(), runtime },
    {
      enabled: true,
      stalenessMs: 10_000,
      maxBytes: 65_536,
      longestTtlSeconds: 60,
      defaultTtlSeconds: 60,
      floorSlots: 64,
    },
  );
  engine.proof.noteSent(1);
  engine.proof.noteAcknowledged(1, stamp);
  engine.proof.noteReached(stamp + 1);
  engine.proof.noteReturned(1);
  const service = new TieredCacheService(engine);
  service.provide(ROW, () => new Promise((resolve) => loads.push((title) => resolve({ title }))));
  const read = async (notBefore = 0): Promise<string> =>
    parseAnswer<{ title: string }>(await service.getOrLoad(ROW, { id: 'a' }, { notBefore })).title;
  return { runtime, loads, database, engine, read };
}

describe('a reader whose token is newer than what the log has shown', () => {
  it('waits for the log for 50 ms, and then loads', async () => {
    const { runtime, loads, database, read } = cacheAsOf(100);
    database.stamp = 200;
    const title = read(200);
    await runtime.advance(49);
    expect(loads).toHaveLength(0);
    await runtime.advance(1);
    expect(loads).toHaveLength(1);
    loads[0]?.('Birds');
    expect(await title).toBe('Birds');
  });
});

describe('a load that a write has overtaken', () => {
  it('is for who came before its read began; who came later gets another', async () => {
    const { runtime, loads, engine, read } = cacheAsOf(100);
    const first = read();
    await runtime.advance(5);
    const second = read();
    engine.floors.raise('thing:a', 101);
    loads[0]?.('Birds');
    expect(await first).toBe('Birds');
    await runtime.advance(0);
    expect(loads).toHaveLength(2);
    loads[1]?.('Beasts');
    expect(await second).toBe('Beasts');
  });
});
