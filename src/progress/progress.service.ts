import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../common/index.js';
import { CoursesService } from '../courses/index.js';
import { EnrollmentsService } from '../enrollments/index.js';
import type { ProgressBody } from './dto/progress.dto.js';
import { presentProgress } from './progress.presenter.js';

/** One learner's progress in one course. */
@Injectable()
export class ProgressService {
  constructor(
    private readonly enrollments: EnrollmentsService,
    private readonly courses: CoursesService,
  ) {}

  /** @throws {NotFoundError} when there is no such enrolment; after a drop there still is. */
  async read(userId: string, courseId: string): Promise<ProgressBody> {
    const enrollment = await this.enrollments.read(userId, courseId);
    const outline = enrollment && (await this.courses.findOutline(courseId));
    if (!enrollment || !outline) throw new NotFoundError('There is no enrolment in this course.');
    return presentProgress(enrollment, outline);
  }
}
