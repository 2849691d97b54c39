/** The most that a course may hold; a body beyond a limit is answered with 400, an outline with 409. */
export const COURSE_LIMITS = {
  /** Characters of a course's, section's or lesson's title. */
  title: 200,
  summary: 500,
  description: 20_000,
  category: 80,
  tags: 20,
  tag: 40,
  price: 1_000_000,
  sections: 200,
  /** Over all sections. */
  lessons: 2_000,
  /** A lesson type's characters. */
  type: 40,
  /** A lesson's content, in characters. */
  content: 200_000,
  /** A lesson's length in seconds: a week. */
  duration_seconds: 604_800,
} as const;
