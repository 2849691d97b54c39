import { simulate } from './world.js';

/** What came of a number of schedules. */
export interface Totals {
  schedules: number;
  reads: number;
  staleReads: number;
  refused: number;
  steps: number;
  /** The seed of the first schedule that broke a rule, if one did. */
  failed: number | null;
}

export function noTotals(): Totals {
  return { schedules: 0, reads: 0, staleReads: 0, refused: 0, steps: 0, failed: null };
}

export function addTotals(sum: Totals, part: Totals): void {
  for (const name of ['schedules', 'reads', 'staleReads', 'refused', 'steps'] as const)
    sum[name] += part[name];
  sum.failed ??= part.failed;
}

/** Runs schedules one after another until one fails, `count` are done, or `mayGoOn` says no. */
export async function runSchedules(
  first: number,
  count: number,
  mayGoOn: () => boolean = () => true,
): Promise<Totals> {
  const totals = noTotals();
  for (let seed = first; seed < first + count && totals.failed === null && mayGoOn(); seed += 1) {
    const { violations, reads, staleReads, refused, steps } = await simulate(seed);
    const failed = violations.length > 0 ? seed : null;
    addTotals(totals, { schedules: 1, reads, staleReads, refused, steps, failed });
  }
  return totals;
}
