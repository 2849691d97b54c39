import { FakeRuntime } from '../../test/support/fake-runtime.js';
import { defineCache, type CacheTtl } from './define-cache.js';
import { isRefreshDue, l1TtlMs, l2TtlMs } from './ttl.js';

function rowOf(ttl: CacheTtl | null, endsAtMidnight = false) {
  return defineCache<never, never>({
    kind: 'thing',
    namespace: 'things',
    prefix: 'thing:',
    key: () => 'thing',
    tags: () => [],
    ttl,
    endsAtMidnight,
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

  it('end at midnight UTC for what names today', () => {
    const late = new FakeRuntime(() => 0, Date.UTC(2026, 4, 1, 23, 59, 50));
    expect(l2TtlMs(rowOf({ l1: 60, l2: 120 }, true), 300, late)).toBe(10_000);
    expect(l2TtlMs(rowOf({ l1: 60, l2: 120 }), 300, late)).toBe(120_000);
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
