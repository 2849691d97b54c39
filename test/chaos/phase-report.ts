import { loadavg } from 'node:os';
import type { Staleness, Violation } from './checker.js';
import type { Fault } from './fault.js';
import { isCount, type History } from './history.js';

/** Above what an instance needs with an empty cache; its cache is bounded at 64 MiB. */
const MOST_RESIDENT_MB = 512;

export interface PhaseReport {
  readonly name: string;
  readonly seconds: number;
  readonly reads: number;
  readonly writes: number;
  readonly acknowledged: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly staleness: Staleness;
  readonly staleReads: number;
  readonly softReads: number;
  readonly tokenReads: number;
  readonly bypasses: number;
  readonly failed: number;
  /** Percent of requests that were answered. */
  readonly availability: number;
  /** Percent of cached reads that came from a tier. */
  readonly hits: number;
  readonly compared: Readonly<Record<string, number>>;
  readonly residentMb: readonly number[];
  /** Processes that wanted a core, over the last minute. */
  readonly load: number;
  readonly violations: readonly Violation[];
}

/** Counts what happened. */
export function summarize(
  { name, seconds }: Pick<PhaseReport, 'name' | 'seconds'>,
  history: History,
  rest: Pick<
    PhaseReport,
    'staleness' | 'staleReads' | 'softReads' | 'tokenReads' | 'compared' | 'residentMb' | 'violations'
  >,
): PhaseReport {
  const { requests, faults } = history;
  const writes = history.writes.filter(({ object }) => !isCount(object));
  const cached = requests.filter(({ cacheStatus }) => cacheStatus !== '');
  const hits = cached.filter(({ cacheStatus }) => cacheStatus.includes('hit')).length;
  const failed = requests.filter(({ status }) => status === 0 || status >= 500).length;
  const counts: Record<string, number> = {};
  for (const fault of faults) counts[fault.name] = (counts[fault.name] ?? 0) + 1;
  return {
    ...{ name, seconds, reads: requests.filter(({ path }) => path.startsWith('GET')).length },
    ...{ writes: writes.length, acknowledged: writes.filter(({ version }) => version !== null).length },
    ...{
      faults: counts,
      failed,
      bypasses: cached.filter(({ cacheStatus }) => cacheStatus.includes('bypass')).length,
    },
    availability: percent(requests.length - failed, requests.length),
    hits: percent(hits, cached.length),
    load: Math.round(loadavg()[0]! * 10) / 10,
    ...rest,
  };
}

/** What a phase is held to besides the promise. */
export function judgePhase(report: PhaseReport, faults: readonly Pick<Fault, 'strikes'>[]): Violation[] {
  const violations: Violation[] = [];
  const demand = (fulfilled: boolean, rule: Violation['rule'], text: string): void => {
    if (!fulfilled) violations.push({ rule, text: `${report.name}: ${text}` });
  };
  const most = Math.max(...report.residentMb);
  demand(most <= MOST_RESIDENT_MB, 'memory', `an instance holds ${most} MiB`);
  demand(report.reads > 0 && report.acknowledged > 0, 'phase', 'nothing was read or written');
  demand(Object.keys(report.faults).length > 0, 'phase', 'no fault struck');
  if (faults.some(({ strikes }) => strikes !== 'redis')) return violations;
  demand(report.failed === 0, 'phase', `${report.failed} requests failed though only Redis did`);
  demand(report.bypasses === 0, 'phase', `${report.bypasses} bypasses though only Redis failed`);
  demand(report.staleReads === 0, 'phase', `${report.staleReads} stale answers though only Redis failed`);
  demand(report.hits > 50, 'phase', `only ${report.hits} % of the cached reads were hits`);
  return violations;
}

function percent(part: number, whole: number): number {
  return Math.round((part / Math.max(1, whole)) * 10_000) / 100;
}
