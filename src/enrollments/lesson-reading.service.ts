import { Injectable } from '@nestjs/common';
import { ForbiddenError, hasRole, NotFoundError, type Principal } from '../common/index.js';
import { CoursesService, type LessonBody } from '../courses/index.js';
import { AttendanceRepository } from './attendance.repository.js';
import { isLearner } from './enrollment.schema.js';

/** Lessons with their content, for whoever is enrolled (and has not dropped the course), its instructor, and admins. */
@Injectable()
export class LessonReading {
  constructor(
    private readonly courses: CoursesService,
    private readonly attendances: AttendanceRepository,
  ) {}

  /**
   * @throws {NotFoundError} for an unknown course or lesson, and for somebody else's draft
   * @throws {ForbiddenError} for whoever is not enrolled
   */
  async read(reader: Principal, courseId: string, lessonId: string): Promise<LessonBody> {
    const { attendances } = await this.attendances.find(reader.id, [courseId]);
    const { outline, enrollment } = attendances.get(courseId) ?? {};
    const isOwner = outline?.instructorId === reader.id || hasRole(reader.role, 'admin');
    if (!outline || (outline.status === 'draft' && !isOwner)) {
      throw new NotFoundError(`There is no course ${courseId}.`);
    }
    if (!isOwner && !isLearner(enrollment)) {
      throw new ForbiddenError('Enrol in the course first.');
    }
    return this.courses.readLesson(courseId, lessonId);
  }
}
