import { Injectable } from '@nestjs/common';
import { ForbiddenError, NotFoundError } from '../common/index.js';
import { CoursesService, type CourseOutline, type OutlinedLesson } from '../courses/index.js';
import { EnrollmentsService, lessonsOf, type Enrollment } from '../enrollments/index.js';
import type { LessonOfLearner } from './learning.repository.js';

/** A learner at a lesson, as the transaction sees them. */
export interface Learning {
  readonly enrollment: Enrollment;
  readonly outline: CourseOutline;
  readonly lesson: OutlinedLesson;
}

/** Decides who may learn: whoever is enrolled and has not dropped the course. */
@Injectable()
export class LearnerAccess {
  constructor(
    private readonly courses: CoursesService,
    private readonly enrollments: EnrollmentsService,
  ) {}

  /**
   * Reads what a learner's write needs, in its transaction.
   * @throws {NotFoundError} when the course (to somebody not enrolled: a draft too) or the lesson does not exist
   * @throws {ForbiddenError} when the learner is not enrolled, or has dropped the course
   */
  async require({ userId, courseId, lessonId }: LessonOfLearner): Promise<Learning> {
    const outline = await this.courses.findOutline(courseId);
    if (!outline) throw new NotFoundError(`There is no course ${courseId}.`);
    const enrollment = await this.enrollments.read(userId, courseId);
    if (!enrollment && outline.status === 'draft') throw new NotFoundError(`There is no course ${courseId}.`);
    if (!enrollment || enrollment.status === 'dropped')
      throw new ForbiddenError('Enrol in the course first.');
    const lesson = lessonsOf(outline).find(({ id }) => id === lessonId);
    if (!lesson) throw new NotFoundError(`The course has no lesson ${lessonId}.`);
    return { enrollment, outline, lesson };
  }
}
