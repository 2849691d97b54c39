import type { Bench } from '../measure/bench.js';
import { readCounters } from './counters.js';
import { READS, type WorkloadResult } from './workload-job.js';

/** Does `work`, and notes what it came to and what the servers counted meanwhile. */
export async function measureAround(
  { lab, samples }: Pick<Bench, 'lab' | 'samples'>,
  place: string,
  work: () => Promise<WorkloadResult>,
): Promise<void> {
  const before = await readCounters(lab);
  const result = await work();
  const after = await readCounters(lab);
  const { requests, seconds, deeds, latency, hitLatency, writeLatency } = result;
  const reads = READS.map((namespace) => ({
    namespace,
    ...(deeds[namespace] ?? { requests: 0, hits: 0, labelledStale: 0 }),
  }));
  const sum = (of: 'requests' | 'hits' | 'labelledStale'): number =>
    reads.reduce((total, each) => total + each[of], 0);
  samples.addAll(place, {
    requests,
    failed: result.failures,
    per_second: requests / seconds,
    hit_ratio: sum('hits') / Math.max(1, sum('requests')),
    ...{ p50_us: latency.p50, p99_us: latency.p99, p999_us: latency.p999 },
    ...{ hit_p50_us: hitLatency.p50, hit_p99_us: hitLatency.p99 },
    ...{ write_p50_us: writeLatency.p50, write_p99_us: writeLatency.p99 },
    mongo_reads_each: (after.mongoReads - before.mongoReads) / requests,
    redis_bytes_each: (after.redisBytes - before.redisBytes) / requests,
    labelled_stale: sum('labelledStale') / Math.max(1, sum('requests')),
    stale_reads: result.staleReads,
    worst_staleness_ms: result.worstStalenessMs,
  });
  for (const { namespace, requests: asked, hits } of reads)
    if (asked > 0) samples.add(`${place}/hit_ratio/${namespace}`, hits / asked);
  if (result.firstFailure !== null) samples.marks[`${place}/failed`] = result.firstFailure;
}
