import { Injectable } from '@nestjs/common';
import { ForbiddenError, NotFoundError } from '../common/index.js';
import type { CourseOutline, OutlinedLesson } from '../courses/index.js';
import { Attendances, isLearner, lessonsOf, type Attendance, type Enrollment } from '../enrollments/index.js';
import type { LearningEvent } from './learning-event.js';
import {
  LearningRepository,
  type CountedEvents,
  type LastHeartbeat,
  type LessonOfLearner,
} from './learning.repository.js';

/** A learner in a course, as the transaction sees them. */
export interface Attending {
  readonly enrollment: Enrollment;
  readonly outline: CourseOutline;
}

/** A learner at a lesson. */
export interface Learning extends Attending {
  readonly lesson: OutlinedLesson;
  /** When they last watched in the course; null for never. */
  readonly watchedAt: Date | null;
}

/** Courses that somebody wants to learn in: where they may, and why not where they may not. */
export type Courses = ReadonlyMap<string, Attending | ForbiddenError | NotFoundError>;

/** Decides who may learn: whoever is enrolled and has not dropped the course. */
@Injectable()
export class LearnerAccess {
  constructor(
    private readonly attendances: Attendances,
    private readonly learning: LearningRepository,
  ) {}

  /**
   * Reads what a learner's write needs, in its transaction and in one round trip: the courses of these events,
   * and which of the events have been counted before.
   */
  async attend(
    userId: string,
    events: readonly LearningEvent[],
  ): Promise<{ courses: Courses; seen: Set<string> }> {
    const courseIds = [...new Set(events.map(({ courseId }) => courseId))];
    const joined = this.learning.joinCounted(userId, events);
    const { attendances, along = {} } = await this.attendances.find<CountedEvents>(userId, courseIds, joined);
    return {
      courses: new Map(courseIds.map((id) => [id, attendingOf(id, attendances.get(id))] as const)),
      seen: this.learning.idsCounted(userId, along),
    };
  }

  /**
   * Lets a learner into a lesson of a course that has been read.
   * @throws {NotFoundError} when the course (to somebody not enrolled: a draft too) or the lesson does not exist
   * @throws {ForbiddenError} when the learner is not enrolled, or has dropped the course
   */
  admit(courses: Courses, { courseId, lessonId }: Pick<LessonOfLearner, 'courseId' | 'lessonId'>): Attending {
    const attending = courses.get(courseId) ?? unknown(courseId);
    if (attending instanceof Error) throw attending;
    findLesson(attending.outline, lessonId);
    return attending;
  }

  /** Both for one lesson, with the same errors, and when they last watched along with it. */
  async require({ userId, courseId, lessonId }: LessonOfLearner): Promise<Learning> {
    const joined = this.learning.joinLastHeartbeat(userId, courseId);
    const { attendances, along } = await this.attendances.find<LastHeartbeat>(userId, [courseId], [joined]);
    const courses = new Map([[courseId, attendingOf(courseId, attendances.get(courseId))]]);
    const attending = this.admit(courses, { courseId, lessonId });
    const lesson = findLesson(attending.outline, lessonId);
    return { ...attending, lesson, watchedAt: along?.heartbeat?.[0]?.at ?? null };
  }
}

function attendingOf(
  courseId: string,
  found: Attendance | undefined,
): Attending | ForbiddenError | NotFoundError {
  if (!found) return unknown(courseId);
  const { outline, enrollment } = found;
  if (!enrollment && outline.status === 'draft') return unknown(courseId);
  if (!isLearner(enrollment)) return new ForbiddenError('Enrol in the course first.');
  return { enrollment, outline };
}

function findLesson(outline: CourseOutline, lessonId: string): OutlinedLesson {
  const lesson = lessonsOf(outline).find(({ id }) => id === lessonId);
  if (!lesson) throw new NotFoundError(`The course has no lesson ${lessonId}.`);
  return lesson;
}

const unknown = (courseId: string) => new NotFoundError(`There is no course ${courseId}.`);
