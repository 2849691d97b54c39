import type { Samples } from '../measure/samples.js';
import { short, type Table } from './print.js';

interface Series {
  readonly place: string;
  readonly title: string;
  readonly of: string;
  readonly columns: Readonly<Record<string, string>>;
}

const SERIES: readonly Series[] = [
  {
    place: 'scale/instances',
    title: 'instances together, on the same processors',
    of: 'instances',
    columns: { per_second: 'course, per second', resident_mb: 'largest resident, MiB' },
  },
  {
    place: 'scale/keys',
    title: 'keys of 1 kB, memory bounded at 256 MiB',
    of: 'keys',
    columns: {
      entries: 'held',
      accountedMb: 'accounted, MiB',
      residentMb: 'resident beyond an empty process, MiB',
      readNs: 'a read, ns',
    },
  },
  {
    place: 'scale/lag',
    title:
      'from an acknowledged edit until the first read that shows it is sent to another instance (0: at once)',
    of: 'writes a second meanwhile',
    columns: { p50_ms: 'median, ms', max_ms: 'longest of 25, ms' },
  },
  {
    place: 'scale/replay',
    title: 'opening an engine',
    of: 'writes in the log',
    columns: { ms: 'ms' },
  },
];

/** The points at which a series was measured, ascending. */
export function pointsOf(samples: Samples, place: string): readonly number[] {
  const points = samples.names
    .filter((name) => name.startsWith(`${place}/`))
    .map((name) => Number(name.slice(place.length + 1).split('/')[0]));
  return [...new Set(points)].sort((a, b) => a - b);
}

export function tabulateScale(samples: Samples): readonly Table[] {
  return SERIES.flatMap(({ place, title, of, columns }) => {
    const points = pointsOf(samples, place);
    if (points.length === 0) return [];
    const rows = points.map((point) => [
      point.toLocaleString('en'),
      ...Object.keys(columns).map((measure) => short(samples.median(`${place}/${point}/${measure}`))),
    ]);
    return [{ title, rows: [[of, ...Object.values(columns)], ...rows] }];
  });
}
