import type { CourseStats } from './course.schema.js';

/** The counters of a course that nobody has enrolled in. */
export const NO_STATS: CourseStats = {
  enrollments: 0,
  completions: 0,
  rating_sum: 0,
  rating_count: 0,
  rating_histogram: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 },
  rating_average: 0,
  rating_score: 0,
};
