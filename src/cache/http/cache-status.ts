import type { CacheAnswer } from '../cache-answer.js';

/** The `Cache-Status` field (RFC 9211) of an answer. */
export function formatCacheStatus({ outcome, stale, ttlSeconds }: CacheAnswer): string {
  return `tiercel; ${describe(outcome, ttlSeconds)}${stale ? '; stale' : ''}`;
}

function describe(outcome: CacheAnswer['outcome'], ttlSeconds: number): string {
  if (outcome.kind === 'bypass') return `fwd=bypass; detail=${outcome.reason}`;
  if (outcome.kind === 'hit')
    return outcome.tier === 'l1' ? `hit; detail=l1; ttl=${ttlSeconds}` : 'hit; detail=l2';
  return `fwd=miss${outcome.stored ? '; stored' : ''}${outcome.collapsed ? '; collapsed' : ''}`;
}
