import type { CourseStats } from '../courses/course.schema.js';

/** Counters of a course that was just written: the rebuild of the rollups fills them in. */
export function emptyStats(): CourseStats {
  return {
    enrollments: 0,
    completions: 0,
    rating_sum: 0,
    rating_count: 0,
    rating_histogram: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 },
    rating_average: 0,
    rating_score: 0,
  };
}
