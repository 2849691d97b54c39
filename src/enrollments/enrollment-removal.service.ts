import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ClientSession } from 'mongodb';
import { ActivityRemoval } from '../activity/index.js';
import { CourseRemoval } from '../courses/index.js';
import { EnrollmentRepository } from './enrollment.repository.js';

/** Learners a transaction: few, because it waits for whatever they are doing in other courses. */
const CHUNK = 100;

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
    const learners = await this.enrollments.listLearners(courseId, CHUNK);
    if (learners.length === 0) return 0;
    await this.activity.removeCourse(session, courseId, learners);
    return this.enrollments.deleteOfCourse(courseId, learners);
  }
}
