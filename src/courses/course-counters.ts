import type { CourseStats } from './course.schema.js';

/** How many ratings of the platform's mean every course begins with: C of the Bayesian mean. */
export const RATING_PRIOR = 10;

/** How many gave 1, 2, 3, 4 and 5. */
export type RatingHistogram = CourseStats['rating_histogram'];
export const STARS = [1, 2, 3, 4, 5] as const;

/** What a batch of events adds to one course's counters. */
export interface CourseStatsDelta {
  readonly courseId: string;
  readonly enrollments: number;
  readonly completions: number;
  readonly rating: { readonly sum: number; readonly count: number; readonly stars: RatingHistogram };
}

const sum = { $ifNull: ['$stats.rating_sum', 0] };
const count = { $ifNull: ['$stats.rating_count', 0] };

/** rating_average as an aggregation expression: 2 decimals, 0 without ratings. */
export const AVERAGE = {
  $cond: [{ $gt: [count, 0] }, { $round: [{ $divide: [sum, count] }, 2] }, 0],
};

/**
 * rating_score as an aggregation expression, 6 decimals: (C·m + Σr) ÷ (C + n).
 * @param platformMean m, the mean of all ratings of the platform; 0 when there are none.
 */
export function scoreWith(platformMean: number) {
  const weighed = { $add: [RATING_PRIOR * platformMean, sum] };
  return { $round: [{ $divide: [weighed, { $add: [RATING_PRIOR, count] }] }, 6] };
}
