import type { Registry } from 'prom-client';
import type { CacheEngine } from '../cache/index.js';
import { registerCounter, registerGauge } from './kept-elsewhere.js';

/** What the engine counts by itself. */
export function registerCacheMetrics(registry: Registry, engine: CacheEngine): void {
  const { memory, proof, remote, stats, tail } = engine;
  registerReads(registry, engine);
  registerCounter(
    registry,
    {
      name: 'cache_stale_answers_total',
      help: 'Answers marked stale, by namespace',
      labelNames: ['namespace'],
    },
    () => [...stats.namespaces].map(([namespace, { stale }]) => [{ namespace }, stale]),
  );
  registerCounter(
    registry,
    {
      name: 'cache_events_total',
      help: 'Loads, fills and what went wrong with them, by name',
      labelNames: ['event'],
    },
    () =>
      Object.entries({ ...stats.counts, tail_resets: tail.resets }).map(([event, count]) => [
        { event },
        count,
      ]),
  );
  registerGauge(registry, 'cache_memory_bytes', 'Bytes that the memory tier holds', () => memory.bytes);
  registerGauge(registry, 'cache_memory_entries', 'Entries that the memory tier holds', () => memory.size);
  registerGauge(registry, 'cache_redis_available', 'Whether Redis is in use', () => Number(remote.available));
  registerGauge(registry, 'cache_tail_current', 'Whether the log proves values at the moment', () =>
    Number(proof.isCurrent()),
  );
  registerGauge(
    registry,
    'cache_tail_lag_seconds',
    'Age of the last beat that came back through the log',
    () => (Number.isFinite(proof.lagMs) ? proof.lagMs / 1_000 : Number.NaN),
  );
}

/** Reads by namespace, the tier that answered (`origin`: MongoDB) and what became of them. */
function registerReads(registry: Registry, { stats }: CacheEngine): void {
  registerCounter(
    registry,
    {
      name: 'cache_requests_total',
      help: 'Reads of cached values by namespace, tier that answered, and outcome',
      labelNames: ['namespace', 'tier', 'outcome'],
    },
    () =>
      [...stats.namespaces].flatMap(([namespace, counters]) => [
        [{ namespace, tier: 'l1', outcome: 'hit' }, counters.hits_l1] as const,
        [{ namespace, tier: 'l2', outcome: 'hit' }, counters.hits_l2] as const,
        [{ namespace, tier: 'origin', outcome: 'miss' }, counters.misses] as const,
        [{ namespace, tier: 'origin', outcome: 'collapsed' }, counters.collapsed] as const,
        [{ namespace, tier: 'origin', outcome: 'bypass' }, counters.bypasses] as const,
      ]),
  );
}
