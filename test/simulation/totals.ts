import { planOf } from './planner.js';
import { simulate } from './world.js';

/** What came of a number of schedules. */
export interface Totals {
  schedules: number;
  reads: number;
  staleReads: number;
  refused: number;
  carries: number;
  steps: number;
  /** Schedules that broke a rule. */
  failures: number;
  /** The least seed that did. */
  failed: number | null;
  /** How often which rule was broken first in a schedule. */
  rules: Record<string, number>;
}

export interface RunOptions {
  /** Asked before each schedule. */
  readonly mayGoOn?: () => boolean;
  /** Counts the schedules that fail, instead of ending with the first. */
  readonly keepsGoing?: boolean;
}

export function noTotals(): Totals {
  return {
    schedules: 0,
    reads: 0,
    staleReads: 0,
    refused: 0,
    carries: 0,
    steps: 0,
    failures: 0,
    failed: null,
    rules: {},
  };
}

export function addTotals(sum: Totals, part: Totals): void {
  for (const name of ['schedules', 'reads', 'staleReads', 'refused', 'carries', 'steps', 'failures'] as const)
    sum[name] += part[name];
  if (part.failed !== null) sum.failed = Math.min(part.failed, sum.failed ?? part.failed);
  for (const [rule, count] of Object.entries(part.rules)) sum.rules[rule] = (sum.rules[rule] ?? 0) + count;
}

/** Runs schedules one after another until `count` are done or something says stop. */
export async function runSchedules(first: number, count: number, options: RunOptions = {}): Promise<Totals> {
  const { mayGoOn = () => true, keepsGoing = false } = options;
  const totals = noTotals();
  for (let seed = first; seed < first + count && mayGoOn(); seed += 1) {
    const { violations, ...counts } = await simulate(planOf(seed));
    const { reads, staleReads, refused, carries, steps } = counts;
    const part = { ...noTotals(), schedules: 1, reads, staleReads, refused, carries, steps };
    const [broken] = violations;
    if (broken) Object.assign(part, { failures: 1, failed: seed, rules: { [broken.rule]: 1 } });
    addTotals(totals, part);
    if (broken && !keepsGoing) break;
  }
  return totals;
}
