/** Names of what a cached value can depend on. A write in MongoDB's log maps to some of these. */
export const tag = {
  course: (courseId: string) => `course/${courseId}`,
  /** A course's sections and lessons, and whether it exists. */
  outline: (courseId: string) => `outline/${courseId}`,
  /** What a course is called, what it consists of, whether it is open, and whether it exists: what learners go by. */
  syllabus: (courseId: string) => `syllabus/${courseId}`,
  /** Any course, its counters excepted. */
  courses: 'courses',
  /** Which courses there are, and what lists choose and order them by; again without the counters. */
  listing: 'listing',
  enrollment: (userId: string, courseId: string) => `enrollment/${userId}/${courseId}`,
  /** Enrolments and activity of one learner. */
  learner: (userId: string) => `learner/${userId}`,
  /** Enrolments and activity in one course. */
  courseActivity: (courseId: string) => `course-activity/${courseId}`,
  /** Enrolments and activity anywhere. */
  activity: 'activity',
  courseReviews: (courseId: string) => `course-reviews/${courseId}`,
  user: (userId: string) => `user/${userId}`,
  users: 'users',
} as const;
