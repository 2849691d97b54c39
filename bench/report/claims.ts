import type { Samples } from '../measure/samples.js';
import { WORKLOADS } from '../workloads/mixes.js';
import { short, type Table } from './print.js';

/** By case or workload; one that was not measured is undefined. */
type Figures = readonly (readonly [name: string, value: number | undefined])[];

interface Claim {
  readonly what: string;
  readonly claimed: string;
  readonly figures: (samples: Samples) => Figures;
  readonly tell: (value: number) => string;
  /** What each figure has to come to; without either the claim is no goal. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** The worst and the best figure are told, instead of each. */
  readonly asRange?: true;
  readonly command: string;
}

const BY_HTTP = '`npm run bench -- --only http`';
const BY_ENGINE = '`npm run bench -- --only engine`';
const BY_WORKLOADS = { command: '`npm run bench -- --only workloads`', asRange: true } as const;

const percent = (share: number): string => `${short(100 * share)} %`;
const times = (ratio: number): string => `${short(ratio)}×`;
const milliseconds = (microseconds: number): string => `${short(microseconds / 1_000)} ms`;

const CASES = [
  ['course', 'course'],
  ['list', 'list'],
  ['analytics', 'course analytics'],
] as const;

/** Each case with the cache, in times of that without. */
const onToOff = (samples: Samples, measure: string): Figures =>
  CASES.map(([name, text]) => [
    text,
    samples.ratio(`http/${name}/tiercel/${measure}`, `http/${name}/tiercel_off/${measure}`),
  ]);

/** Every workload that was measured. */
const inWorkloads = (samples: Samples, figure: RegExp): Figures =>
  samples.names.flatMap((name) => {
    const workload = figure.exec(name)?.[1];
    return workload === undefined ? [] : [[workload, samples.median(name)] as const];
  });

const alone = (value: number | undefined): Figures => [['', value]];

/** What the product's specification promises a cache brings. */
const CLAIMS: readonly Claim[] = [
  {
    what: 'answers faster than without a cache (median, 50 connections)',
    claimed: '90–95 %',
    figures: (samples) =>
      onToOff(samples, 'p50_us').map(([name, ratio]) => [name, ratio === undefined ? ratio : 1 - ratio]),
    ...{ tell: percent, atLeast: 0.9, command: BY_HTTP },
  },
  {
    what: 'throughput, in times of that without a cache',
    claimed: '10–50×',
    figures: (samples) => onToOff(samples, 'per_second'),
    ...{ tell: times, atLeast: 10, command: BY_HTTP },
  },
  {
    what: 'hits, average across all operations of a workload',
    claimed: '92 %',
    figures: (samples) => inWorkloads(samples, /^workloads\/([^/]+)\/on\/hit_ratio$/),
    ...{ tell: percent, atLeast: 0.92, ...BY_WORKLOADS },
  },
  {
    what: 'fewer database queries',
    claimed: '85 %',
    figures: (samples) => inWorkloads(samples, /^workloads\/([^/]+)\/mongo_reads_saved$/),
    ...{ tell: percent, atLeast: 0.85, ...BY_WORKLOADS },
  },
  {
    what: 'users at a time (requests a second as fast as it goes, in times of that without a cache)',
    claimed: '15×',
    figures: (samples) =>
      WORKLOADS.filter(({ run }) => run.rate === undefined).map(({ name }) => [
        name,
        samples.ratio(`workloads/${name}/on/per_second`, `workloads/${name}/off/per_second`),
      ]),
    ...{ tell: times, atLeast: 15, ...BY_WORKLOADS },
  },
  {
    what: 'a hit in memory',
    claimed: '0.02 ms',
    figures: (samples) => alone(samples.median('engine/memory_hit/tiercel_bytes/us')),
    ...{ tell: milliseconds, atMost: 20, command: BY_ENGINE },
  },
  {
    what: 'a hit in Redis',
    claimed: '1–2 ms',
    figures: (samples) => alone(samples.median('engine/redis_hit_1/tiercel_bytes/us')),
    ...{ tell: milliseconds, atMost: 2_000, command: BY_ENGINE },
  },
  {
    what: 'the database (one document by its id)',
    claimed: '20–50 ms',
    figures: (samples) => alone(samples.median('engine/miss/query_alone/us')),
    ...{ tell: milliseconds, command: BY_ENGINE },
  },
];

type Measured = readonly (readonly [name: string, value: number])[];

export function tabulateClaims(samples: Samples): Table {
  const rows = CLAIMS.map((claim) => {
    const measured = claim
      .figures(samples)
      .flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
    const { what, claimed, command } = claim;
    return [what, claimed, tell(claim, measured), judge(claim, measured), command];
  });
  return {
    title: 'What the specification claims',
    rows: [['', 'claimed', 'measured', '', 'command'], ...rows],
  };
}

function tell({ tell: told, asRange }: Claim, measured: Measured): string {
  if (measured.length === 0) return '–';
  if (!asRange) return measured.map(([name, value]) => `${name} ${told(value)}`.trim()).join(', ');
  const sorted = measured.toSorted(([, a], [, b]) => a - b);
  const ends = sorted.filter((_, place) => place === 0 || place === sorted.length - 1);
  return ends.map(([name, value]) => `${told(value)} (${name})`).join(' to ');
}

function judge({ atLeast = -Infinity, atMost = Infinity }: Claim, measured: Measured): string {
  if (measured.length === 0) return '–';
  if (atLeast === -Infinity && atMost === Infinity) return 'no goal';
  const missed = measured.filter(([, value]) => value < atLeast || value > atMost);
  if (missed.length === 0) return 'reached';
  return missed.length === measured.length
    ? 'MISSED'
    : `MISSED in ${missed.map(([name]) => name).join(', ')}`;
}
