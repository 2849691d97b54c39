import { requiredLessonsOf, type Outline } from './outline.js';

/**
 * floor(100 × done ÷ total) of a course's required lessons: 100 only when all are done, null when
 * the course has none.
 */
export function progressPercent(done: number, total: number): number | null {
  return total === 0 ? null : Math.floor((100 * done) / total);
}

/** How many of the required lessons that still exist are done, of how many. */
export function countRequired(outline: Outline, done: ReadonlySet<string>): { done: number; total: number } {
  const required = requiredLessonsOf(outline);
  return { done: required.filter(({ id }) => done.has(id)).length, total: required.length };
}

/** Whether somebody has done every required lesson of a course that has any. */
export function isAllDone(outline: Outline, done: ReadonlySet<string>): boolean {
  const { done: count, total } = countRequired(outline, done);
  return total > 0 && count === total;
}
