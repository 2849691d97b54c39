import type { Samples } from '../measure/samples.js';
import { READS } from '../workloads/workload-job.js';
import { short, type Table } from './print.js';

const WORKLOAD_NAME = /^workloads\/([^/]+)\/(on|off)\/p50_us$/;
const MILLI = 1_000;

/** The workloads section: how fast and how old, and the hits of each namespace. */
export function tabulateWorkloads(samples: Samples): readonly Table[] {
  const found = samples.names.flatMap((name) => {
    const [, workload, cache] = WORKLOAD_NAME.exec(name) ?? [];
    return workload === undefined || cache === undefined ? [] : [{ workload, cache }];
  });
  if (found.length === 0) return [];
  const rows = found.map(({ workload, cache }) => {
    const at = (measure: string, unit = 1): string => {
      const value = samples.median(`workloads/${workload}/${cache}/${measure}`);
      return short(value === undefined ? undefined : value / unit);
    };
    return [
      `${workload}, cache ${cache}`,
      at('per_second'),
      ...['p50_us', 'p99_us', 'p999_us', 'write_p50_us'].map((measure) => at(measure, MILLI)),
      ...['hit_ratio', 'mongo_reads_each', 'redis_bytes_each', 'labelled_stale'].map((measure) =>
        at(measure),
      ),
      `${at('stale_reads')}, ${at('worst_staleness_ms')}`,
      at('failed'),
    ];
  });
  const head = [
    ...['', 'per second', 'p50 ms', 'p99 ms', 'p99.9 ms', 'write p50 ms', 'hits', 'MongoDB reads a request'],
    ...['bytes to and from Redis a request', 'labelled stale', 'stale unlabelled: reads, worst ms', 'failed'],
  ];
  return [
    { title: 'workloads', rows: [head, ...rows] },
    { title: 'hits by namespace, with the cache on', rows: tabulateNamespaces(samples, found) },
  ];
}

function tabulateNamespaces(
  samples: Samples,
  found: readonly { workload: string; cache: string }[],
): readonly (readonly string[])[] {
  const names = [...new Set(found.filter(({ cache }) => cache === 'on').map(({ workload }) => workload))];
  const measured = names.filter((name) => samples.median(`workloads/${name}/on/hit_ratio`) !== undefined);
  return [
    ['', ...READS, 'MongoDB reads saved'],
    ...measured.map((name) => [
      name,
      ...READS.map((namespace) => short(samples.median(`workloads/${name}/on/hit_ratio/${namespace}`))),
      short(samples.median(`workloads/${name}/mongo_reads_saved`)),
    ]),
  ];
}
