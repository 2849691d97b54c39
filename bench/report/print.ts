import type { Samples } from '../measure/samples.js';
import { judgeTargets, type Target } from './targets.js';

/** Three significant digits, and no more than needed. */
export function short(value: number | undefined | null): string {
  if (value === undefined || value === null) return '–';
  if (value >= 1_000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

/** Rows under each other in columns, the first to the left, figures to the right. */
function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}

/** A table for people: the first row names the columns. */
export interface Table {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
  /** Said below it. */
  readonly note?: string;
}

export function printTable({ title, rows, note }: Table, print: (line: string) => void): void {
  print(`\n${title}`);
  for (const line of alignColumns(rows)) print(line);
  if (note !== undefined) print(note);
}

/** Every target that was measured, beside its figure. */
export function tabulateTargets(samples: Samples): Table {
  const measured = judgeTargets(samples).filter(({ value }) => value !== null);
  const rows = measured.map(({ text, value, of, atLeast, atMost, met }) => [
    text,
    short(value),
    short(byCpu(samples, of)),
    met === null ? '–' : atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`,
    met === null ? '' : met ? 'reached' : 'MISSED',
  ]);
  return {
    title: 'targets',
    rows: [['', 'measured', 'by cpu', 'wanted', ''], ...rows],
  };
}

const PER_SECOND = /per_second$/;

/** The same ratio from the processor time of the servers, where both measured it. */
function byCpu(samples: Samples, of: Target['of']): number | undefined {
  if (typeof of === 'string' || !of.every((name) => PER_SECOND.test(name))) return undefined;
  const [ours, theirs] = of.map((name) => name.replace(PER_SECOND, 'cpu_us')) as [string, string];
  return samples.ratio(theirs, ours);
}
