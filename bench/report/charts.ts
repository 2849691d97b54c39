import { init, type EChartsOption } from 'echarts';
import type { Samples } from '../measure/samples.js';
import { openLoopPoints } from './open-loop-tables.js';
import { pointsOf } from './scale-tables.js';

export interface Chart {
  /** Of the file, without `.svg`. */
  readonly name: string;
  readonly title: string;
  readonly svg: string;
}

const SIZE = { width: 860, height: 380 };
const BASE: EChartsOption = {
  animation: false,
  backgroundColor: '#ffffff',
  legend: { top: 32 },
  grid: { left: 70, right: 30, top: 80, bottom: 60 },
};
const SUBJECTS = ['bare', 'fastify', 'tiercel', 'nest_fastify', 'nest_express', 'tiercel_off'];
const CASES = ['course', 'list', 'progress', 'analytics', 'not_modified'];
const OPERATIONS = ['memory_hit', 'redis_hit_1', 'redis_hit_50', 'miss', 'invalidate'];

/** One figure over some names, a series for each of `by`. */
interface Bars {
  readonly name: string;
  readonly title: string;
  readonly over: readonly string[];
  readonly by: readonly string[];
  readonly value: (over: string, by: string) => number | undefined;
  readonly unit: string;
  readonly log?: boolean;
}

export function drawCharts(samples: Samples): readonly Chart[] {
  const engines = samples.names.flatMap((name) => /^engine\/memory_hit\/([^/]+)\/us$/.exec(name)?.[1] ?? []);
  const bars: readonly Bars[] = [
    {
      name: 'http',
      title: 'Requests a second, of bare node:http with the same bytes',
      ...{ over: CASES, by: SUBJECTS, unit: '' },
      value: (name, who) => samples.ratio(`http/${name}/${who}/per_second`, `http/${name}/bare/per_second`),
    },
    {
      name: 'engine',
      title: 'Microseconds an operation (logarithmic)',
      ...{ over: OPERATIONS, by: engines, unit: 'µs', log: true },
      value: (operation, who) => samples.median(`engine/${operation}/${who}/us`),
    },
  ];
  const rates = [...new Set(openLoopPoints(samples).map(({ rate }) => rate))];
  const lines: readonly Bars[] = [
    {
      name: 'open-loop',
      title: 'Course at a fixed rate: p99 from when a request was due (logarithmic)',
      ...{ over: rates.map(String), by: SUBJECTS, unit: 'ms', log: true },
      value: (rate, who) => inMs(samples.median(`open/${who}/${rate}/p99_us`)),
    },
    {
      name: 'log-replay',
      title: 'Opening an engine, by the writes in the log that it catches up with',
      ...{ over: pointsOf(samples, 'scale/replay').map(String), by: ['ms'], unit: 'ms' },
      value: (point) => samples.median(`scale/replay/${point}/ms`),
    },
  ];
  const drawable = (each: Bars): boolean =>
    each.over.some((over) => each.by.some((by) => each.value(over, by) !== undefined));
  return [
    ...bars.filter(drawable).map((each) => draw(each, 'bar')),
    ...lines.filter(drawable).map((each) => draw(each, 'line')),
  ];
}

function inMs(microseconds: number | undefined): number | undefined {
  return microseconds === undefined ? undefined : microseconds / 1_000;
}

function draw({ name, title, over, by, value, unit, log = false }: Bars, type: 'bar' | 'line'): Chart {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
  try {
    const series = by
      .map((each) => ({ type, name: each, data: over.map((point) => value(point, each) ?? null) }))
      .filter(({ data }) => data.some((point) => point !== null));
    chart.setOption({
      ...BASE,
      title: { text: title, left: 'center', textStyle: { fontSize: 14 } },
      xAxis: { type: 'category', data: [...over] },
      yAxis: { type: log ? 'log' : 'value', name: unit },
      series,
    });
    return { name, title, svg: chart.renderToSVGString() };
  } finally {
    chart.dispose();
  }
}
