import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../common/index.js';
import { EnrollmentsService } from '../enrollments/index.js';
import type { ProgressBody } from './dto/progress.dto.js';
import { presentProgress } from './progress.presenter.js';

/** One learner's progress in one course. */
@Injectable()
export class ProgressService {
  constructor(private readonly enrollments: EnrollmentsService) {}

  /** @throws {NotFoundError} when there is no such enrolment; after a drop there still is. */
  async read(userId: string, courseId: string): Promise<ProgressBody> {
    const found = await this.enrollments.readOutlined(userId, courseId);
    if (!found?.outline) throw new NotFoundError('There is no enrolment in this course.');
    return presentProgress(found.enrollment, found.outline);
  }
}
