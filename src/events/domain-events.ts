/**
 * Every fact that the features announce: past tense, ids only.
 *
 * `writtenAt` is the log time of the write's acknowledgement (see `database/log-time.ts`), so that
 * whoever listens can say "as of then".
 */
export interface DomainEvents {
  'course.created': CourseFact;
  'course.updated': CourseUpdate;
  'course.deleted': CourseFact;
  'lesson.completed': LessonFact;
  'lesson.uncompleted': LessonFact;
  'lesson.watched': LessonFact;
  'enrollment.changed': EnrollmentFact;
  'review.changed': EnrollmentFact;
  'user.registered': UserFact;
  'user.updated': UserFact;
}

interface Fact {
  readonly writtenAt: number;
}
export interface CourseFact extends Fact {
  readonly courseId: string;
}
export interface CourseUpdate extends CourseFact {
  /** The members of the course that were set. */
  readonly fields: readonly string[];
}
export interface UserFact extends Fact {
  readonly userId: string;
}
export interface EnrollmentFact extends Fact {
  readonly userId: string;
  readonly courseId: string;
}
export interface LessonFact extends EnrollmentFact {
  readonly lessonId: string;
}

export type DomainEventName = keyof DomainEvents;
