import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongodb';
import { Transactions } from '../database/index.js';
import { EventBus } from '../events/index.js';
import { OutboxService } from '../outbox/index.js';
import { unknownCourse } from './course-access.js';
import { CourseRepository, type CourseChange } from './course.repository.js';
import type { Course } from './course.schema.js';
import { assertMatches, type Precondition } from './if-match.js';

/** What an edit makes of a course. */
export interface Edit {
  /** Null when there is nothing to change: the version stays. */
  readonly set: CourseChange | null;
  /** Lessons were added, removed, or became required or optional: progress of its learners moves. */
  readonly outlineChanged?: boolean;
}

/** The one way in which a course is changed after it was made. */
@Injectable()
export class CourseEditor {
  constructor(
    private readonly transactions: Transactions,
    private readonly courses: CourseRepository,
    private readonly outbox: OutboxService,
    private readonly events: EventBus,
  ) {}

  /**
   * Changes a course in one transaction, its version rising by one, and announces it after the commit.
   *
   * @param change decides on the course as it stands; it may write lesson contents too. It runs again
   *   when another author was faster, so it must do nothing else.
   * @returns the course as it is now.
   * @throws {NotFoundError}
   * @throws {PreconditionFailedError} when the client expects another version.
   */
  async edit(
    courseId: string,
    precondition: Precondition,
    change: (course: Course, session: ClientSession) => Promise<Edit> | Edit,
  ): Promise<Course> {
    const { value, writtenAt } = await this.transactions.run(async (session) => {
      const course = await this.courses.find(courseId);
      if (!course) throw unknownCourse(courseId);
      assertMatches(precondition, course.version);
      const { set, outlineChanged = false } = await change(course, session);
      if (set === null) return { course, fields: null };
      const changed = await this.courses.change(course, set);
      if (outlineChanged) {
        await this.outbox.append(session, {
          type: 'outline_changed',
          course_id: course._id,
          at: changed.updated_at,
          effects: {},
        });
      }
      return { course: changed, fields: Object.keys(set) };
    });
    const { course, fields } = value;
    if (fields) await this.events.announce('course.updated', { courseId, fields, writtenAt });
    return course;
  }
}
