import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ClientSession } from 'mongodb';
import { ActivityRemoval } from '../activity/index.js';
import { CourseRemoval } from '../courses/index.js';
import { EnrollmentRepository } from './enrollment.repository.js';

/** Learners whose rows are put right by one set of updates. */
const CHUNK = 1_000;

/** Takes enrolments, and what their learners' days hold of the course, along when a course is deleted. */
@Injectable()
export class EnrollmentRemoval implements OnModuleInit {
  constructor(
    private readonly removal: CourseRemoval,
    private readonly enrollments: EnrollmentRepository,
    private readonly activity: ActivityRemoval,
  ) {}

  onModuleInit(): void {
    this.removal.register('enrollments', (session, courseId) => this.remove(session, courseId));
  }

  private async remove(session: ClientSession, courseId: string): Promise<number> {
    let removed = 0;
    for (;;) {
      const learners = await this.enrollments.listLearners(courseId, CHUNK);
      if (learners.length === 0) return removed;
      await this.activity.removeCourse(session, courseId, learners);
      removed += await this.enrollments.deleteOfCourse(courseId, learners);
    }
  }
}
