import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongodb';
import type { UpdateQuery } from 'mongoose';
import { toPage, type Page } from '../common/index.js';
import { CoursesService } from '../courses/index.js';
import type { EnrollmentBody, ListEnrollments } from './dto/enrollment.dto.js';
import { presentEnrollment } from './enrollment.presenter.js';
import { EnrollmentRepository, type EnrollmentUpdate } from './enrollment.repository.js';
import { enrollmentId, type Enrollment } from './enrollment.schema.js';

/** Enrolments for other features, and a learner's own list. Reads join the session they are called in. */
@Injectable()
export class EnrollmentsService {
  constructor(
    private readonly enrollments: EnrollmentRepository,
    private readonly courses: CoursesService,
  ) {}

  async read(userId: string, courseId: string): Promise<Enrollment | null> {
    return this.enrollments.find(userId, courseId);
  }

  /** A learner's enrolments in some courses, by course. */
  async readAll(userId: string, courseIds: readonly string[]): Promise<ReadonlyMap<string, Enrollment>> {
    const enrollments = await this.enrollments.findAll(userId, courseIds);
    return new Map(enrollments.map((enrollment) => [enrollment.course_id.toHexString(), enrollment]));
  }

  /** All enrolments of a learner, dropped ones too, the last visited first. */
  async listOfUser(userId: string): Promise<Enrollment[]> {
    return this.enrollments.listOfUser(userId);
  }

  /** A course's enrolments, one at a time, in no order. */
  listOfCourse(courseId: string): AsyncIterable<Enrollment> {
    return this.enrollments.streamOfCourse(courseId);
  }

  /** Whether somebody may learn in a course now: enrolled, and not dropped. */
  async isLearner(userId: string, courseId: string): Promise<boolean> {
    const enrollment = await this.enrollments.find(userId, courseId);
    return enrollment !== null && enrollment.status !== 'dropped';
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
    const enrollments = await this.enrollments.pageOfUser(userId, query);
    const total = await this.enrollments.countOfUser(userId);
    const outlines = await this.courses.findOutlines(
      enrollments.map(({ course_id }) => course_id.toHexString()),
    );
    const items = enrollments.flatMap((enrollment) => {
      const outline = outlines.get(enrollment.course_id.toHexString());
      return outline ? [presentEnrollment(enrollment, outline)] : [];
    });
    return toPage(items, total, query);
  }
}
