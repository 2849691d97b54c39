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

/** A table for people: the first row names the columns. */
export interface Table {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

export function printTable({ title, rows }: Table, print: (line: string) => void): void {
  print(`\n${title}`);
  for (const line of alignColumns(rows)) print(line);
}

/** Every target that was measured, beside its figure. */
export function tabulateTargets(samples: Samples): Table {
  const measured = judgeTargets(samples).filter(({ value }) => value !== null);
  const rows = measured.map(({ text, value, atLeast, atMost, met }) => [
    text,
    short(value),
    atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`,
    met ? 'reached' : 'MISSED',
  ]);
  return { title: 'targets', rows: [['', 'measured', 'wanted', ''], ...rows] };
}
