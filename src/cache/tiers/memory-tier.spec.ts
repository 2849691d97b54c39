import { FakeRuntime } from '../../../test/support/fake-runtime.js';
import { NotFoundError } from '../../common/index.js';
import { defineCache, type AnyCacheRow } from '../define-cache.js';
import type { HeldEntry } from './entry.js';
import { ABSENCE_TTL_MS, MemoryTier } from './memory-tier.js';

const row: AnyCacheRow = defineCache<never, never>({
  kind: 'thing',
  namespace: 'things',
  prefix: 'thing:',
  key: () => 'thing',
  tags: () => [],
});

function entryOf(key: string, part: Partial<HeldEntry> = {}): HeldEntry {
  return {
    key,
    kind: 'thing',
    body: Buffer.from('{}'),
    etag: '"x"',
    stamp: 1,
    readAt: 1,
    tags: [],
    meta: {},
    loadMs: 1,
    row,
    slots: [0, 0],
    expiresAt: 1_000,
    remoteExpiresAt: 1_000,
    failedRefreshes: 0,
    noRefreshBefore: 0,
    ...part,
  };
}

describe('the memory tier', () => {
  const BUDGET = 1024 * 1024;
  let runtime: FakeRuntime;
  let memory: MemoryTier;
  beforeEach(() => {
    runtime = new FakeRuntime();
    memory = new MemoryTier(runtime, BUDGET);
  });

  it('forgets what has expired', async () => {
    memory.set(entryOf('a'));
    await runtime.advance(999);
    expect(memory.get('a')).toBeDefined();
    await runtime.advance(1);
    expect(memory.get('a')).toBeUndefined();
    expect(memory.size).toBe(0);
  });

  it('does not replace a value by an older one', () => {
    memory.set(entryOf('a', { stamp: 5 }));
    memory.set(entryOf('a', { stamp: 4 }));
    expect(memory.get('a')?.stamp).toBe(5);
    memory.setAbsence('a', { stamp: 4, readAt: 4, slots: [], error: new NotFoundError('gone') });
    expect(memory.get('a')?.stamp).toBe(5);
  });

  it('stays within its bytes, whatever is put in', () => {
    for (let n = 0; n < 10_000; n += 1) {
      memory.set(entryOf(`key-${n}`, { body: Buffer.alloc(1 + (n % 4_000)) }));
      memory.setAbsence(`none-${n}`, {
        stamp: 1,
        readAt: 1,
        slots: [0, 0, 0],
        error: new NotFoundError('gone'),
      });
    }
    expect(memory.bytes).toBeLessThanOrEqual(BUDGET);
    expect(memory.size).toBeGreaterThan(10);
  });

  it('does not give the whole tier to one value', () => {
    memory.set(entryOf('small'));
    memory.set(entryOf('huge', { body: Buffer.alloc(BUDGET / 4) }));
    expect(memory.get('huge')).toBeUndefined();
    expect(memory.get('small')).toBeDefined();
  });

  it('lets unknown ids displace no value', () => {
    memory.set(entryOf('a'));
    for (let n = 0; n < 5_000; n += 1)
      memory.setAbsence(`none-${n}`, {
        stamp: 1,
        readAt: 1,
        slots: [0, 0, 0],
        error: new NotFoundError('gone'),
      });
    expect(memory.get('a')).toBeDefined();
  });

  it('keeps "not found" for its time, and a value ends it', async () => {
    memory.setAbsence('a', { stamp: 1, readAt: 1, slots: [], error: new NotFoundError('gone') });
    expect(memory.getAbsence('a')).toBeDefined();
    memory.set(entryOf('a', { stamp: 2 }));
    expect(memory.getAbsence('a')).toBeUndefined();
    memory.setAbsence('b', { stamp: 1, readAt: 1, slots: [], error: new NotFoundError('gone') });
    await runtime.advance(ABSENCE_TTL_MS);
    expect(memory.getAbsence('b')).toBeUndefined();
  });

  it('deletes what is outdated, by prefix', () => {
    for (const key of ['a:1', 'a:2', 'b:1']) memory.set(entryOf(key, { stamp: 2 }));
    memory.set(entryOf('a:3', { stamp: 3 }));
    expect(memory.deletePrefix('a:', ({ stamp }) => stamp < 3)).toBe(2);
    expect([memory.get('a:1'), memory.get('a:2')]).toEqual([undefined, undefined]);
    expect([memory.get('a:3'), memory.get('b:1')]).not.toContain(undefined);
  });
});
