import { FakeRuntime } from '../../test/support/fake-runtime.js';
import { defineCache, type CacheTtl } from './define-cache.js';
import { isRefreshDue, l1TtlMs, l2TtlMs } from './ttl.js';

function rowOf(ttl: CacheTtl | null) {
  return defineCache<never, never>({
    kind: 'thing',
    namespace: 'things',
    prefix: 'thing:',
    key: () => 'thing',
    tags: () => [],
    ttl,
  });
}

describe('times to live', () => {
  it('are shortened by up to a tenth, so that nothing expires in step', () => {
    const drawn = (draw: number): number =>
      l2TtlMs(rowOf({ l1: 60, l2: 120 }), 300, new FakeRuntime(() => draw));
    expect(drawn(0)).toBe(120_000);
    expect(drawn(0.999999)).toBeGreaterThanOrEqual(108_000);
    expect(drawn(0.5)).toBe(114_000);
  });

  it('end at midnight for what names today, in the zone whose today it is', () => {
    const row = rowOf({ l1: 60, l2: 120 });
    const late = new FakeRuntime(() => 0, Date.UTC(2026, 4, 1, 23, 59, 50));
    expect(l2TtlMs(row, 300, late, { zone: 'UTC', from: late.wall })).toBe(10_000);
    expect(l2TtlMs(row, 300, late, { zone: 'Asia/Kathmandu', from: late.wall })).toBe(120_000);
    expect(l2TtlMs(row, 300, late)).toBe(120_000);
    const evening = new FakeRuntime(() => 0, Date.UTC(2026, 4, 1, 18, 14, 50));
    expect(l2TtlMs(row, 300, evening, { zone: 'Asia/Kathmandu', from: evening.wall })).toBe(10_000);
  });

  it('are over where the day ended while it was loaded', () => {
    const after = new FakeRuntime(() => 0, Date.UTC(2026, 4, 2) + 20);
    const ttl = l2TtlMs(rowOf({ l1: 60, l2: 120 }), 300, after, { zone: 'UTC', from: after.wall - 30 });
    expect(ttl).toBe(-20);
  });

  it('are the default’s where a row names none', () => {
    expect(l2TtlMs(rowOf(null), 300, new FakeRuntime(() => 0))).toBe(300_000);
    expect(l1TtlMs(rowOf(null), 300)).toBe(300_000);
    expect(l1TtlMs(rowOf({ l1: 60, l2: 120 }), 300)).toBe(60_000);
  });

  it('let a refresh come before the end: surely at it, hardly ever long before', () => {
    expect(isRefreshDue(0, 10, new FakeRuntime(() => 0.5))).toBe(true);
    expect(isRefreshDue(5, 10, new FakeRuntime(() => 0.5))).toBe(true);
    expect(isRefreshDue(8, 10, new FakeRuntime(() => 0.5))).toBe(false);
    expect(isRefreshDue(200, 10, new FakeRuntime(() => 0.9999999999))).toBe(false);
  });
});
