import type { Samples } from '../measure/samples.js';
import { short, type Table } from './print.js';

const ENGINE_NAME = /^engine\/([^/]+)\/([^/]+)\/us$/;

/** The engine section: microseconds an operation, a subject a row. */
export function tabulateEngine(samples: Samples): readonly Table[] {
  const found = samples.names.flatMap((name) => {
    const [, operation, who] = ENGINE_NAME.exec(name) ?? [];
    return operation === undefined || who === undefined ? [] : [{ operation, who }];
  });
  if (found.length === 0) return [];
  const operations = [...new Set(found.map(({ operation }) => operation))];
  const rows = [...new Set(found.map(({ who }) => who))].map((who) => [
    who,
    samples.marks[`engine/${who}`] ?? '',
    ...operations.map((operation) => short(samples.median(`engine/${operation}/${who}/us`))),
    short(samples.median(`engine/waiters/${who}/loads`)),
  ]);
  return [
    {
      title: 'engine, µs',
      rows: [['', 'gives', ...operations, 'loads of the waiters'], ...rows],
      note: `Rounds left out, since something was loaded in them: ${tellLeftOut(samples, found)}.`,
    },
  ];
}

function tellLeftOut(
  samples: Samples,
  found: readonly { readonly operation: string; readonly who: string }[],
): string {
  const told = found.flatMap(({ operation, who }) => {
    const { all, leftOut } = samples.countRounds(`engine/${operation}/${who}/us`);
    return leftOut === 0 ? [] : [`${leftOut} of ${all} of ${operation} at ${who}`];
  });
  return told.length === 0 ? 'none' : told.join(', ');
}
