import type { Samples } from '../measure/samples.js';
import { judgeTargets } from './targets.js';

/** Three significant digits, and no more than needed. */
export function short(value: number | undefined | null): string {
  if (value === undefined || value === null) return '–';
  if (value >= 1_000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

/** Rows under each other in columns, the first to the left, figures to the right. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}

const HTTP_NAME = /^http\/([^/]+)\/([^/]+)\/per_second$/;

/** The HTTP section, a table a case. */
export function printHttp(samples: Samples, print: (line: string) => void): void {
  const found = Object.keys(samples.toJSON()).flatMap((name) => {
    const [, test, who] = HTTP_NAME.exec(name) ?? [];
    return test === undefined || who === undefined ? [] : [{ test, who }];
  });
  for (const test of new Set(found.map((each) => each.test))) {
    const rows = found
      .filter((each) => each.test === test)
      .map(({ who }) => {
        const at = (measure: string): string => `http/${test}/${who}/${measure}`;
        const figures = ['cpu_us', 'p50_us', 'p99_us', 'generator_busy'].map((name) =>
          short(samples.median(at(name))),
        );
        const ratio = samples.ratio(at('per_second'), `http/${test}/bare/per_second`);
        // Holds on a busy machine, too, where requests a second do not.
        const cheap = samples.ratio(`http/${test}/bare/cpu_us`, at('cpu_us'));
        return [who, short(samples.median(at('per_second'))), short(ratio), short(cheap), ...figures];
      });
    print(`\n${test}, ${short(samples.median(`http/${test}/bytes`))} bytes`);
    const head = [
      '',
      'per second',
      'of bare',
      'by cpu',
      'server cpu µs',
      'p50 µs',
      'p99 µs',
      'generator busy',
    ];
    for (const line of alignColumns([head, ...rows])) print(line);
  }
}

/** Every target that was measured, beside its figure. */
export function printTargets(samples: Samples, print: (line: string) => void): void {
  const measured = judgeTargets(samples).filter(({ value }) => value !== null);
  const rows = measured.map(({ text, value, atLeast, atMost, met }) => [
    text,
    short(value),
    atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`,
    met ? 'reached' : 'MISSED',
  ]);
  print('');
  for (const line of alignColumns([['target', 'measured', 'wanted', ''], ...rows])) print(line);
}
