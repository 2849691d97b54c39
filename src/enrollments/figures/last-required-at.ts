import type { Enrollment } from '../enrollment.schema.js';
import { requiredLessonsOf, type Outline } from './outline.js';

/** When the last of the lessons that are required now was done. At least one of them is. */
export function lastRequiredAt(completed: Enrollment['completed'], outline: Outline): Date {
  const required = new Set(requiredLessonsOf(outline).map(({ id }) => id));
  const times = completed
    .filter(({ lesson_id }) => required.has(lesson_id.toHexString()))
    .map(({ at }) => at.getTime());
  return new Date(Math.max(...times));
}
