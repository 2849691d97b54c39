import { Injectable } from '@nestjs/common';
import { ForbiddenError, type Principal } from '../common/index.js';
import {
  assertVisible,
  CoursesService,
  ownsCourse,
  unknownCourse,
  type LessonBody,
} from '../courses/index.js';
import { Attendances } from './attendances.service.js';
import { isLearner } from './enrollment.schema.js';

/** Lessons with their content, for whoever is enrolled (and has not dropped the course), its instructor, and admins. */
@Injectable()
export class LessonReading {
  constructor(
    private readonly courses: CoursesService,
    private readonly attendances: Attendances,
  ) {}

  /**
   * @throws {NotFoundError} for an unknown course or lesson, and for somebody else's draft
   * @throws {ForbiddenError} for whoever is not enrolled
   */
  async read(reader: Principal, courseId: string, lessonId: string): Promise<LessonBody> {
    const { attendances } = await this.attendances.find(reader.id, [courseId]);
    const { outline, enrollment } = attendances.get(courseId) ?? {};
    if (!outline) throw unknownCourse(courseId);
    assertVisible(outline, reader);
    if (!ownsCourse(outline, reader) && !isLearner(enrollment)) {
      throw new ForbiddenError('Enrol in the course first.');
    }
    return this.courses.readLesson(courseId, lessonId);
  }
}
