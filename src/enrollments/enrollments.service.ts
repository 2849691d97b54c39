import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongodb';
import type { PipelineStage, UpdateQuery } from 'mongoose';
import { toPage, type Page } from '../common/index.js';
import type { EnrollmentBody, ListEnrollments } from './dto/enrollment.dto.js';
import { presentEnrollment } from './enrollment.presenter.js';
import {
  EnrollmentRepository,
  type EnrollmentUpdate,
  type OutlinedEnrollment,
} from './enrollment.repository.js';
import { enrollmentId, isLearner, type Enrollment } from './enrollment.schema.js';

/** Enrolments for other features, and a learner's own list. Reads join the session they are called in. */
@Injectable()
export class EnrollmentsService {
  constructor(private readonly enrollments: EnrollmentRepository) {}

  /** A learner's enrolment with the course's outline; null when there is none. */
  async readOutlined(userId: string, courseId: string): Promise<OutlinedEnrollment | null> {
    return this.enrollments.findOutlined(userId, courseId);
  }

  /** All enrolments of a learner with the courses' outlines, dropped ones too, the last visited first. */
  async listOutlined(userId: string): Promise<OutlinedEnrollment[]> {
    return this.enrollments.listOutlined(userId);
  }

  /** A course's enrolments, one at a time, in no order. */
  listOfCourse(courseId: string): AsyncIterable<Enrollment> {
    return this.enrollments.streamOfCourse(courseId);
  }

  /** Whether somebody may learn in a course now: enrolled, and not dropped. */
  async isLearner(userId: string, courseId: string): Promise<boolean> {
    return isLearner(await this.enrollments.find(userId, courseId));
  }

  /** Joins of the enrolments that a learner made around one, nearest first, as `before` and `after`. */
  joinNeighbours(enrollment: Enrollment): PipelineStage.Lookup[] {
    return this.enrollments.joinNeighbours(enrollment);
  }

  /** Adds an enrolment in the caller's transaction. */
  async insert(enrollment: Enrollment): Promise<void> {
    await this.enrollments.insert(enrollment);
  }

  /**
   * Changes one enrolment in the caller's transaction.
   * @returns the enrolment as it is then; null when there is none.
   */
  async update(
    userId: string,
    courseId: string,
    update: UpdateQuery<Enrollment>,
  ): Promise<Enrollment | null> {
    return this.enrollments.update(enrollmentId(userId, courseId), update);
  }

  /** Changes several enrolments in the caller's transaction, in one round trip. */
  async updateAll(session: ClientSession, updates: readonly EnrollmentUpdate[]): Promise<void> {
    await this.enrollments.updateAll(session, updates);
  }

  /**
   * Completes the active enrolments that have done all of these lessons, after an outline lost some:
   * one update for all of them. `completed_at` becomes the time of the last of these lessons, where it
   * was not set before.
   * @returns how many it completed.
   */
  async completeAllDone(
    session: ClientSession,
    courseId: string,
    requiredLessonIds: readonly string[],
  ): Promise<number> {
    if (requiredLessonIds.length === 0) return 0;
    return this.enrollments.completeAllDone(session, courseId, requiredLessonIds);
  }

  async pageOfUser(userId: string, query: ListEnrollments): Promise<Page<EnrollmentBody>> {
    const enrollments = await this.enrollments.pageOutlined(userId, query);
    const total = await this.enrollments.countOfUser(userId);
    const items = enrollments.flatMap(({ enrollment, outline }) =>
      outline ? [presentEnrollment(enrollment, outline)] : [],
    );
    return toPage(items, total, query);
  }
}
