import { COURSE_PAIR_COLLECTION } from '../../recommendations/index.js';
import type { CourseTotal, EffectsTotal, StatusTotals } from '../rollups/effects-total.js';

/** One figure of a rollup that does not say what its source rows say. */
export interface RollupDifference {
  /** The collection, or `courses.stats`. */
  readonly rollup: string;
  readonly id: string;
  readonly figure: string;
  /** What has to be added to make it right; absent where rows are compared as a whole. */
  readonly missing?: number;
}

/** `a − b`, figure by figure. */
export function subtractEffects(a: EffectsTotal, b: EffectsTotal): EffectsTotal {
  const courses = new Map(a.courses);
  for (const [id, course] of b.courses) courses.set(id, subtract(courses.get(id), course));
  const days = new Map(a.days);
  for (const [id, day] of b.days)
    days.set(id, { ...subtract(days.get(id), day), scope: day.scope, date: day.date });
  return {
    platform: subtract(a.platform, b.platform),
    courses,
    days,
    pairs: subtractPairs(a.pairs, b.pairs),
  };
}

/** The same of pairs of courses; what is 0 is left out. */
export function subtractPairs(a: EffectsTotal['pairs'], b: EffectsTotal['pairs']): EffectsTotal['pairs'] {
  const pairs = new Map(a);
  for (const [id, learners] of b) pairs.set(id, (pairs.get(id) ?? 0) - learners);
  return new Map([...pairs].filter(([, learners]) => learners !== 0));
}

/** Every figure that is not 0. */
export function listDifferences({ platform, courses, days, pairs }: EffectsTotal): RollupDifference[] {
  return [
    ...nonZero('rollup_platform', 'platform', platform),
    ...[...courses].flatMap(([id, course]) => nonZero('courses.stats', id, countersOf(course))),
    ...[...days].flatMap(([id, day]) => nonZero('rollup_days', id, day)),
    ...listPairDifferences(pairs),
  ];
}

export function listPairDifferences(pairs: EffectsTotal['pairs']): RollupDifference[] {
  return [...pairs].flatMap(([id, learners]) => nonZero(COURSE_PAIR_COLLECTION, id, { learners }));
}

/** A course's own rollup has all enrolments and the completed ones; the other statuses are the platform's. */
function countersOf({ enrollments, rating }: CourseTotal): object {
  const { total, completed }: StatusTotals = enrollments;
  return { enrollments: total, completions: completed, rating };
}

function nonZero(rollup: string, id: string, figures: object): RollupDifference[] {
  return flatten(figures)
    .filter(([, missing]) => missing !== 0)
    .map(([figure, missing]) => ({ rollup, id, figure, missing }));
}

/** Numbers by dotted path. */
function flatten(value: object, prefix = ''): [string, number][] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]): [string, number][] => {
    const path = prefix + name;
    if (typeof member === 'number') return [[path, member]];
    return typeof member === 'object' && member !== null ? flatten(member, `${path}.`) : [];
  });
}

/** Subtracts numbers member by member; what only one side has counts as 0 on the other. */
function subtract<T extends object>(a: T | undefined, b: T): T {
  const result: Record<string, unknown> = {};
  for (const [name, right] of Object.entries(b) as [string, unknown][]) {
    const left: unknown = a && Reflect.get(a, name);
    if (typeof right === 'number') result[name] = (typeof left === 'number' ? left : 0) - right;
    else if (typeof right === 'object' && right !== null) {
      result[name] = subtract(typeof left === 'object' && left !== null ? left : undefined, right);
    }
  }
  return result as T;
}
