import type { Samples } from '../measure/samples.js';
import { short, type Table } from './print.js';

interface Claim {
  readonly what: string;
  readonly claimed: string;
  readonly measured: (samples: Samples) => string;
  readonly command: string;
}

const HTTP = '`npm run bench -- --only http`';
const ENGINE = '`npm run bench -- --only engine`';
const WORKLOADS = '`npm run bench -- --only workloads`';

const percent = (share: number | undefined): string =>
  share === undefined ? '–' : `${short(100 * share)} %`;
const times = (ratio: number | undefined): string => (ratio === undefined ? '–' : `${short(ratio)}×`);
const milliseconds = (microseconds: number | undefined): string =>
  microseconds === undefined ? '–' : `${short(microseconds / 1_000)} ms`;

const onToOff = (samples: Samples, name: string, measure: string): number | undefined =>
  samples.ratio(`http/${name}/tiercel/${measure}`, `http/${name}/tiercel_off/${measure}`);
const faster = (samples: Samples, name: string): string => {
  const share = onToOff(samples, name, 'p50_us');
  return percent(share === undefined ? undefined : 1 - share);
};
const CASES = [
  ['course', 'course'],
  ['list', 'list'],
  ['analytics', 'course analytics'],
] as const;
const eachCase = (tell: (name: string) => string): string =>
  CASES.map(([name, text]) => `${text} ${tell(name)}`).join(', ');

/** What the product's specification promises a cache brings. */
const CLAIMS: readonly Claim[] = [
  {
    what: 'answers faster than without a cache (median, 50 connections)',
    claimed: '90–95 %',
    measured: (samples) => eachCase((name) => faster(samples, name)),
    command: HTTP,
  },
  {
    what: 'throughput, in times of that without a cache',
    claimed: '10–50×',
    measured: (samples) => eachCase((name) => times(onToOff(samples, name, 'per_second'))),
    command: HTTP,
  },
  {
    what: 'hits (browsing)',
    claimed: '92 %',
    measured: (samples) => percent(samples.median('workloads/browse_08/on/hit_ratio')),
    command: WORKLOADS,
  },
  {
    what: 'fewer database queries (browsing)',
    claimed: '85 %',
    measured: (samples) => percent(samples.median('workloads/browse_08/mongo_reads_saved')),
    command: WORKLOADS,
  },
  {
    what: 'users at a time (requests a second of the browsing mix, in times of that without a cache)',
    claimed: '15×',
    measured: (samples) =>
      times(samples.ratio('workloads/browse_08/on/per_second', 'workloads/browse_08/off/per_second')),
    command: WORKLOADS,
  },
  {
    what: 'a hit in memory',
    claimed: '0.02 ms',
    measured: (samples) => milliseconds(samples.median('engine/memory_hit/tiercel_bytes/us')),
    command: ENGINE,
  },
  {
    what: 'a hit in Redis',
    claimed: '1–2 ms',
    measured: (samples) => milliseconds(samples.median('engine/redis_hit_1/tiercel_bytes/us')),
    command: ENGINE,
  },
  {
    what: 'the database (one document by its id)',
    claimed: '20–50 ms',
    measured: (samples) => milliseconds(samples.median('engine/miss/query_alone/us')),
    command: ENGINE,
  },
];

export function tabulateClaims(samples: Samples): Table {
  const rows = CLAIMS.map(({ what, claimed, measured, command }) => [
    what,
    claimed,
    measured(samples),
    command,
  ]);
  return { title: 'What the specification claims', rows: [['', 'claimed', 'measured', 'command'], ...rows] };
}
