import type { Loaded } from './bulk/bulk-loader.service.js';

/** What a run did, a line a kind of document. */
export interface ImportSummary {
  readonly loaded: ReadonlyMap<string, Loaded>;
  /** Documents that were there and got something new, such as a completion that an earlier run could not read. */
  readonly amended: number;
  /** Rows that could not be used. */
  readonly malformed: number;
}

const count = (value: number): string => value.toLocaleString('en');

/** The summary as a table for people. */
export function describeSummary({ loaded, amended, malformed }: ImportSummary): string[] {
  const cells = [
    ['', 'new', 'already there'],
    ...[...loaded].map(([name, { added, present }]) => [name, count(added), count(present)]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const table = cells.map(([name = '', ...figures]) =>
    [name.padEnd(widths[0] ?? 0), ...figures.map((figure, at) => figure.padStart(widths[at + 1] ?? 0))].join(
      '  ',
    ),
  );
  return [
    ...table,
    ...(amended > 0 ? [`enrolments with something new: ${count(amended)}`] : []),
    `malformed rows: ${count(malformed)}`,
  ];
}
