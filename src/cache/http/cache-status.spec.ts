import type { CacheAnswer } from '../cache-answer.js';
import { formatCacheStatus } from './cache-status.js';

describe('Cache-Status', () => {
  const format = (outcome: CacheAnswer['outcome'], stale = false): string =>
    formatCacheStatus({
      body: Buffer.alloc(0),
      etag: '',
      stamp: 0,
      readAt: 0,
      meta: {},
      outcome,
      stale,
      ttlSeconds: 42,
    });

  it.each([
    ['tiercel; hit; detail=l1; ttl=42', format({ kind: 'hit', tier: 'l1' })],
    ['tiercel; hit; detail=l2', format({ kind: 'hit', tier: 'l2' })],
    ['tiercel; hit; detail=l1; ttl=42; stale', format({ kind: 'hit', tier: 'l1' }, true)],
    ['tiercel; fwd=miss; stored', format({ kind: 'miss', stored: true, collapsed: false })],
    ['tiercel; fwd=miss; stored; collapsed', format({ kind: 'miss', stored: true, collapsed: true })],
    ['tiercel; fwd=bypass; detail=tail-behind', format({ kind: 'bypass', reason: 'tail-behind' })],
  ])('%s', (expected, formatted) => {
    expect(formatted).toBe(expected);
  });
});
