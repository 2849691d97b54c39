import { Injectable } from '@nestjs/common';
import { percentOf } from '../common/statistics.js';
import { CacheEngine } from './cache-engine.js';
import { HITS_HASH, MISSES_HASH } from './cache-stats.js';

/** What `GET /cache/stats` answers. Counts of hits and misses are the fleet's while Redis answers. */
export interface CacheReportBody {
  memory_cache_size: number;
  memory_cache_bytes: number;
  redis_keys: number;
  redis_memory_used: string;
  redis_hits: number;
  redis_misses: number;
  hits: Record<string, number>;
  misses: Record<string, number>;
  totals: { hits: number; misses: number; hit_ratio: number };
  tiers: { l1: 'on' | 'off'; l2: 'connected' | 'disconnected' };
  mode: 'on' | 'off' | 'tail-behind';
  tail: { lag_ms: number | null; current: boolean; reopened: number; resets: number };
  counts: Record<string, number>;
  [contribution: string]: unknown;
}

@Injectable()
export class CacheReport {
  private readonly contributions = new Map<string, () => unknown>();

  constructor(private readonly engine: CacheEngine) {}

  /** Adds a member to the report, such as what warming did. */
  contribute(name: string, describe: () => unknown): void {
    this.contributions.set(name, describe);
  }

  async read(): Promise<CacheReportBody> {
    const { engine } = this;
    const { memory, remote, proof, tail, stats } = engine;
    const info = await remote.info();
    const [hits, misses] = await this.readCounters();
    const total = { hits: sum(hits), misses: sum(misses) };
    const current = engine.enabled && proof.isCurrent();
    return {
      memory_cache_size: memory.size,
      memory_cache_bytes: memory.bytes,
      redis_keys: info?.keys ?? 0,
      redis_memory_used: info?.memoryUsed ?? 'N/A',
      redis_hits: info?.hits ?? 0,
      redis_misses: info?.misses ?? 0,
      hits,
      misses,
      totals: { ...total, hit_ratio: percentOf(total.hits, total.hits + total.misses) },
      tiers: { l1: engine.enabled ? 'on' : 'off', l2: remote.available ? 'connected' : 'disconnected' },
      mode: engine.enabled ? (current ? 'on' : 'tail-behind') : 'off',
      tail: {
        lag_ms: Number.isFinite(proof.lagMs) ? Math.round(proof.lagMs) : null,
        current,
        reopened: tail.reopened,
        resets: tail.resets,
      },
      counts: { ...stats.counts, flights: engine.flights.size },
      ...Object.fromEntries([...this.contributions].map(([name, describe]) => [name, describe()])),
    };
  }

  private async readCounters(): Promise<[Record<string, number>, Record<string, number>]> {
    const { remote, stats } = this.engine;
    const fleet = [await remote.readCounters(HITS_HASH), await remote.readCounters(MISSES_HASH)] as const;
    if (fleet[0] && fleet[1]) return [fleet[0], fleet[1]];
    const own = [...stats.namespaces];
    return [
      Object.fromEntries(own.map(([name, counters]) => [name, counters.hits_l1 + counters.hits_l2])),
      Object.fromEntries(
        own.map(([name, counters]) => [name, counters.misses + counters.collapsed + counters.bypasses]),
      ),
    ];
  }
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
