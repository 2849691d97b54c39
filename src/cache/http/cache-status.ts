import type { CacheAnswer } from '../cache-answer.js';

/** The `Cache-Status` field (RFC 9211) of an answer. */
export function formatCacheStatus({ outcome, stale, ttlSeconds }: CacheAnswer): string {
  const parts = ['tiercel', ...describe(outcome, ttlSeconds)];
  if (stale) parts.push('stale');
  return parts.join('; ');
}

function describe(outcome: CacheAnswer['outcome'], ttlSeconds: number): string[] {
  if (outcome.kind === 'bypass') return ['fwd=bypass', `detail=${outcome.reason}`];
  if (outcome.kind === 'miss') {
    return ['fwd=miss', ...(outcome.stored ? ['stored'] : []), ...(outcome.collapsed ? ['collapsed'] : [])];
  }
  return ['hit', `detail=${outcome.tier}`, ...(outcome.tier === 'l1' ? [`ttl=${ttlSeconds}`] : [])];
}
