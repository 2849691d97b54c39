import { Injectable } from '@nestjs/common';
import { ForbiddenError, NotFoundError } from '../common/index.js';
import { CoursesService, type CourseOutline, type OutlinedLesson } from '../courses/index.js';
import { EnrollmentsService, lessonsOf, type Enrollment } from '../enrollments/index.js';
import type { LessonOfLearner } from './learning.repository.js';

/** A learner in a course, as the transaction sees them. */
export interface Attendance {
  readonly enrollment: Enrollment;
  readonly outline: CourseOutline;
}

/** A learner at a lesson. */
export interface Learning extends Attendance {
  readonly lesson: OutlinedLesson;
}

/** Courses that somebody wants to learn in: where they may, and why not where they may not. */
export type Courses = ReadonlyMap<string, Attendance | ForbiddenError | NotFoundError>;

/** Decides who may learn: whoever is enrolled and has not dropped the course. */
@Injectable()
export class LearnerAccess {
  constructor(
    private readonly courses: CoursesService,
    private readonly enrollments: EnrollmentsService,
  ) {}

  /** Reads what a learner's write needs of some courses, in its transaction, in two round trips. */
  async attend(userId: string, courseIds: readonly string[]): Promise<Courses> {
    const outlines = await this.courses.findOutlines(courseIds);
    const enrollments = await this.enrollments.readAll(userId, courseIds);
    return new Map(
      courseIds.map((id) => [id, attendanceOf(id, outlines.get(id), enrollments.get(id))] as const),
    );
  }

  /**
   * Lets a learner into a lesson of a course that has been read.
   * @throws {NotFoundError} when the course (to somebody not enrolled: a draft too) or the lesson does not exist
   * @throws {ForbiddenError} when the learner is not enrolled, or has dropped the course
   */
  admit(
    courses: Courses,
    { courseId, lessonId }: Pick<LessonOfLearner, 'courseId' | 'lessonId'>,
  ): Attendance {
    const attendance = courses.get(courseId) ?? unknown(courseId);
    if (attendance instanceof Error) throw attendance;
    findLesson(attendance.outline, lessonId);
    return attendance;
  }

  /** Both for one lesson, with the same errors. */
  async require({ userId, courseId, lessonId }: LessonOfLearner): Promise<Learning> {
    const courses = await this.attend(userId, [courseId]);
    const attendance = this.admit(courses, { courseId, lessonId });
    return { ...attendance, lesson: findLesson(attendance.outline, lessonId) };
  }
}

function attendanceOf(
  courseId: string,
  outline: CourseOutline | undefined,
  enrollment: Enrollment | undefined,
): Attendance | ForbiddenError | NotFoundError {
  if (!outline || (!enrollment && outline.status === 'draft')) return unknown(courseId);
  if (!enrollment || enrollment.status === 'dropped') return new ForbiddenError('Enrol in the course first.');
  return { enrollment, outline };
}

function findLesson(outline: CourseOutline, lessonId: string): OutlinedLesson {
  const lesson = lessonsOf(outline).find(({ id }) => id === lessonId);
  if (!lesson) throw new NotFoundError(`The course has no lesson ${lessonId}.`);
  return lesson;
}

const unknown = (courseId: string) => new NotFoundError(`There is no course ${courseId}.`);
