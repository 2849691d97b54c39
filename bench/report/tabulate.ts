import type { Samples } from '../measure/samples.js';
import { tabulateClaims } from './claims.js';
import { tabulateEngine } from './engine-tables.js';
import { tabulateHttp } from './http-tables.js';
import { tabulateOpenLoop } from './open-loop-tables.js';
import { tabulateTargets, type Table } from './print.js';
import { tabulateScale } from './scale-tables.js';
import { tabulateWorkloads } from './workload-tables.js';

/** Everything that a run has measured, in the order in which it is read. */
export function tabulate(samples: Samples): readonly Table[] {
  return [
    tabulateTargets(samples),
    tabulateClaims(samples),
    ...tabulateEngine(samples),
    ...tabulateHttp(samples),
    ...tabulateOpenLoop(samples),
    ...tabulateWorkloads(samples),
    ...tabulateScale(samples),
  ];
}
