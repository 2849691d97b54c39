import { Injectable } from '@nestjs/common';
import { ForbiddenError, hasRole, NotFoundError, type Principal } from '../common/index.js';
import { CoursesService, type LessonBody } from '../courses/index.js';
import { EnrollmentsService } from './enrollments.service.js';

/** Lessons with their content, for whoever is enrolled (and has not dropped the course), its instructor, and admins. */
@Injectable()
export class LessonReading {
  constructor(
    private readonly courses: CoursesService,
    private readonly enrollments: EnrollmentsService,
  ) {}

  /**
   * @throws {NotFoundError} for an unknown course or lesson, and for somebody else's draft
   * @throws {ForbiddenError} for whoever is not enrolled
   */
  async read(reader: Principal, courseId: string, lessonId: string): Promise<LessonBody> {
    const outline = await this.courses.findOutline(courseId);
    const isOwner = outline?.instructorId === reader.id || hasRole(reader.role, 'admin');
    if (!outline || (outline.status === 'draft' && !isOwner)) {
      throw new NotFoundError(`There is no course ${courseId}.`);
    }
    if (!isOwner && !(await this.enrollments.isLearner(reader.id, courseId))) {
      throw new ForbiddenError('Enrol in the course first.');
    }
    return this.courses.readLesson(courseId, lessonId);
  }
}
