import type { RollupEffects } from '../outbox/index.js';

/**
 * Enrolments of the same learner, the ones just before it, that an enrolment makes pairs with. So an
 * enrolment is in at most twice as many pairs, however many courses the learner takes, and a learner who
 * takes everything says no more of two courses than one who takes both on purpose.
 */
export const PAIRED_BEFORE = 10;

/** Courses around an enrolment in the learner's order of enrolling, at most `PAIRED_BEFORE` on each side. */
export interface Neighbours {
  /** The nearest last. */
  readonly before: readonly string[];
  /** The nearest first; empty unless another instance's clock is ahead. */
  readonly after: readonly string[];
}

/** The one id of a pair, whichever course is named first. */
export function pairId(a: string, b: string): string {
  return a < b ? `${a}:${b}` : `${b}:${a}`;
}

/** The two courses that a pair's id names. */
export function coursesOfPair(id: string): [a: string, b: string] {
  const [a = '', b = ''] = id.split(':');
  return [a, b];
}

/**
 * What an enrolment adds to the pairs. One that comes between others pushes those that were just
 * `PAIRED_BEFORE` apart out of each other's reach.
 */
export function pairChanges(
  courseId: string,
  { before, after }: Neighbours,
): NonNullable<RollupEffects['pairs']> {
  const changes: Record<string, number> = {};
  for (const other of [...before, ...after]) changes[pairId(courseId, other)] = 1;
  for (const [index, later] of after.entries()) {
    const earlier = before.at(index - PAIRED_BEFORE);
    if (earlier !== undefined) changes[pairId(earlier, later)] = -1;
  }
  return changes;
}
