/**
 * Proportions of the generated data, and where they come from.
 *
 * - Ho et al., "HarvardX and MITx: The First Year of Open Online Courses" (2014): 841,687 registrations
 *   by 597,692 people; 292,852 never opened the material, 469,702 saw less than half of it, 35,937 at
 *   least half without a certificate, 43,196 earned one.
 * - Jordan, "Massive Open Online Course Completion Rates Revisited", IRRODL 16(3) (2015): completion
 *   rates from 0.7 % to 52.1 %, median 12.6 %.
 * - Breslau et al., "Web Caching and Zipf-like Distributions", INFOCOM (1999): the i-th most wanted
 *   document is asked for in proportion to 1 / i^α with α from 0.64 to 0.83.
 * - Kuzilek et al., "Open University Learning Analytics dataset", Scientific Data 4:170171 (2017):
 *   10,072 of 32,593 enrolments were given up with a date of leaving.
 * - Hu, Zhang, Pavlou, "Overcoming the J-shaped distribution of product reviews", CACM 52(10) (2009):
 *   most ratings are 5, the next most 4, and 1 is more frequent than 2.
 */
export const PROPORTIONS = {
  /** Enrolments a learner, on average: 841,687 ÷ 597,692. */
  enrollmentsEach: 1.41,
  /** Among enrolments that are not completed: what becomes of them. */
  unfinished: { neverBegun: 292_852, lessThanHalf: 469_702, halfOrMore: 35_937 },
  /** Share of a course's enrolments that are completed. */
  completionRate: { median: 0.126, least: 0.007, most: 0.521 },
  /** α: how fast interest falls from the most popular course to the next ones. */
  popularityExponent: 0.75,
  /** Share of unfinished enrolments that are given up explicitly: 10,072 of the 30,242 not completed. */
  dropped: 10_072 / (32_593 - 2_351),
  /** Weights of 1, 2, 3, 4 and 5 stars. */
  ratings: [7, 4, 8, 24, 57],
} as const;

/**
 * What no source gives and a plausible screen needs.
 */
export const HABITS = {
  /** Logarithmic spread of completion rates around their median, which spans the range that Jordan found. */
  completionRateSpread: 0.8,
  /** Share of optional lessons that are done all the same. */
  optionalLessons: 0.4,
  /** Share of those who did a good part of a course who say what they think of it. */
  reviews: 0.3,
  /** The part of a course, 0–1, from which people review it. */
  reviewedFrom: 0.3,
  /** Days between two sessions of one learner, on average: the quick and the slow. */
  daysBetweenSessions: [0.8, 3.5],
  /** Lessons in a session, on average. */
  lessonsASession: 2.2,
} as const;
