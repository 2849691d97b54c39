import type { Samples } from '../measure/samples.js';
import { short, type Table } from './print.js';

const OPEN_NAME = /^open\/([^/]+)\/(\d+)\/p99_us$/;

export interface OpenLoopPoint {
  readonly who: string;
  readonly rate: number;
}

export function openLoopPoints(samples: Samples): readonly OpenLoopPoint[] {
  return samples.names.flatMap((name) => {
    const [, who, rate] = OPEN_NAME.exec(name) ?? [];
    return who === undefined || rate === undefined ? [] : [{ who, rate: Number(rate) }];
  });
}

/** Latency at fixed rates, from when each request was due. */
export function tabulateOpenLoop(samples: Samples): readonly Table[] {
  const points = openLoopPoints(samples);
  if (points.length === 0) return [];
  const rows = points.map(({ who, rate }) => {
    const at = (measure: string): number | undefined => samples.median(`open/${who}/${rate}/${measure}`);
    const times = ['p50_us', 'p99_us', 'p999_us'].map((measure) => short((at(measure) ?? NaN) / 1_000));
    return [`${who} at ${rate.toLocaleString('en')}`, short(at('per_second')), ...times];
  });
  return [
    {
      title: 'course at a fixed rate (open loop), ms from when a request was due',
      rows: [['', 'answered a second', 'p50', 'p99', 'p99.9'], ...rows],
    },
  ];
}
