/** How much is generated. The same plan makes the same data, always. */
export interface SyntheticPlan {
  /** Part of every id: plans of different names share nothing. Lower case, as part of an address. */
  readonly name: string;
  readonly seed: number;
  readonly courses: number;
  readonly instructors: number;
  readonly learners: number;
  /** Enrolments a learner, on average. */
  readonly enrollmentsEach: number;
  /** How many days of activity there are before `now`. */
  readonly days: number;
  /** Nothing happens after it. */
  readonly now: Date;
}

export const DAY = 24 * 3_600_000;
