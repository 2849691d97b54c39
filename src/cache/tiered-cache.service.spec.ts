import { FakeRuntime } from '../../test/support/fake-runtime.js';
import { parseAnswer } from './cache-answer.js';
import { CacheEngine } from './cache-engine.js';
import type { LogPort } from './coherence/log.port.js';
import { defineCache, soft } from './define-cache.js';
import { TieredCacheService } from './tiered-cache.service.js';
import { NoRemoteTier } from './tiers/no-remote-tier.js';

const ROW = defineCache<{ id: string }, { title: string }>({
  kind: 'thing',
  namespace: 'things',
  prefix: 'thing:',
  key: ({ id }) => `thing:${id}`,
  tags: () => [],
});
const SOFT_ROW = { ...ROW, kind: 'soft_thing', invalidation: soft(5) };

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
  for (const row of [ROW, SOFT_ROW])
    service.provide(row, () => new Promise((resolve) => loads.push((title) => resolve({ title }))));
  const read = async (notBefore = 0): Promise<string> =>
    parseAnswer<{ title: string }>(await service.getOrLoad(ROW, { id: 'a' }, { notBefore })).title;
  return { runtime, loads, database, engine, service, read };
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

describe('a soft value whose figures are as far behind when it has been loaded again', () => {
  it('is not loaded by every reader, one load after another', async () => {
    const { runtime, loads, engine, service } = cacheAsOf(100);
    const read = () => service.getOrLoad(SOFT_ROW, { id: 'a' });
    const first = read();
    await runtime.advance(0);
    loads[0]?.('Figures');
    await first;
    engine.floors.raise('thing:a', 101);
    await runtime.advance(3_000);
    engine.proof.noteSent(2);
    engine.proof.noteAcknowledged(2, 102);
    for (let n = 0; n < 20; n += 1) {
      expect(await read()).toMatchObject({ stale: true });
      await runtime.advance(10);
      loads.at(-1)?.('Figures');
      await runtime.advance(10);
    }
    expect(loads).toHaveLength(2);
    await runtime.advance(1_000);
    await read();
    await runtime.advance(0);
    expect(loads).toHaveLength(3);
  });
});
