import type { CourseOutline } from '../courses/index.js';
import type { Enrollment } from '../enrollments/index.js';
import type { DayTotals } from './figures/streak.js';

/** What one write changed of a learner in a course, as its transaction saw it. */
export interface EnrollmentChange {
  readonly at: Date;
  /** Null where it is a first enrolment. */
  readonly before: Enrollment | null;
  readonly after: Enrollment;
  readonly outline: CourseOutline;
  /** What it adds to the totals of the day of `at`; below zero where it takes something back. */
  readonly day?: DayTotals & { readonly at: Date };
}
