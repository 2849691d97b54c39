import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongodb';
import { LearnerActivity } from '../activity/index.js';
import { ConflictError, NotFoundError, toObjectId, type Principal } from '../common/index.js';
import {
  assertVisible,
  CourseRemoval,
  CoursesService,
  unknownCourse,
  type CourseOutline,
} from '../courses/index.js';
import { Transactions } from '../database/index.js';
import {
  Attendances,
  EnrollmentsService,
  enrollmentId,
  isAllDone,
  lastRequiredAt,
  lessonsDone,
  progressOf,
  presentEnrollment,
  type Enrollment,
  type EnrollmentBody,
} from '../enrollments/index.js';
import { EventBus } from '../events/index.js';
import { OutboxService, type OutboxType, type RollupEffects } from '../outbox/index.js';
import { LearnerViews, type EnrollmentChange } from '../progress/index.js';
import { pairChanges, type Neighbours } from '../recommendations/index.js';

/** What became of a wish to enrol. */
export interface Enrolled {
  readonly outcome: 'new' | 'again' | 'existing';
  readonly enrollment: EnrollmentBody;
}

/** The enrolments around a new one, the nearest first. */
type JoinedNeighbours = Record<'before' | 'after', readonly Pick<Enrollment, 'course_id'>[]>;

interface Decision extends Pick<EnrollmentChange, 'before' | 'after' | 'outline'> {
  readonly outcome: Enrolled['outcome'];
}

/**
 * Enrolling and dropping. A transaction writes this learner's rows only: the enrolment, the learner's
 * day, and an outbox event with what it adds to the rollups that learners share.
 */
@Injectable()
export class Enrolling {
  constructor(
    private readonly enrollments: EnrollmentsService,
    private readonly attendances: Attendances,
    private readonly courses: CoursesService,
    private readonly removal: CourseRemoval,
    private readonly activity: LearnerActivity,
    private readonly outbox: OutboxService,
    private readonly transactions: Transactions,
    private readonly events: EventBus,
    private readonly views: LearnerViews,
  ) {}

  /**
   * Enrols somebody in a published course; once more changes nothing. After a drop the enrolment is
   * taken up again with the progress it had: that is no new enrolment, so its date stays.
   * @throws {NotFoundError} for an unknown course and for somebody else's draft
   * @throws {ConflictError} when the course is not published
   */
  async enrol(learner: Principal, courseId: string, now: Date): Promise<Enrolled> {
    const carryViews = this.views.beforeWrite({ userId: learner.id, courseId });
    const { value, writtenAt } = await this.transactions.runLookingTwice((session) =>
      this.enrolIn(session, learner, courseId, now),
    );
    const { outcome, after, outline } = value;
    if (outcome === 'new' && !(await this.courses.exists(courseId))) {
      await this.removal.removeAll(courseId, now);
      throw unknownCourse(courseId);
    }
    if (outcome !== 'existing') {
      await this.events.announce('enrollment.changed', { userId: learner.id, courseId, writtenAt });
      carryViews({ ...value, at: now }, writtenAt);
    }
    return { outcome, enrollment: presentEnrollment(after, outline) };
  }

  /**
   * Drops a course; progress is kept, and once more changes nothing.
   * @throws {NotFoundError} when the learner was never enrolled
   */
  async drop(userId: string, courseId: string, now: Date): Promise<void> {
    const carryViews = this.views.beforeWrite({ userId, courseId });
    const { value: dropped, writtenAt } = await this.transactions.run(async (session) => {
      const found = await this.enrollments.readOutlined(userId, courseId);
      if (!found) throw new NotFoundError('There is no enrolment in this course.');
      const { enrollment: before, outline } = found;
      if (before.status === 'dropped') return null;
      const after = await this.change(before, { status: 'dropped', dropped_at: now });
      await this.append(session, 'dropped', before, outline, now, {
        enrollments: { [before.status]: -1, dropped: 1 },
      });
      return { before, after, outline };
    });
    if (!dropped) return;
    await this.events.announce('enrollment.changed', { userId, courseId, writtenAt });
    const { outline } = dropped;
    if (outline) carryViews({ ...dropped, outline, at: now }, writtenAt);
  }

  private async enrolIn(
    session: ClientSession,
    learner: Principal,
    courseId: string,
    now: Date,
  ): Promise<Decision> {
    const fresh = newEnrollment(learner.id, courseId, now);
    const joined = this.enrollments.joinNeighbours(fresh);
    const { attendances, along } = await this.attendances.find<JoinedNeighbours>(
      learner.id,
      [courseId],
      joined,
    );
    const attendance = attendances.get(courseId);
    if (!attendance || !along) throw unknownCourse(courseId);
    const { outline, enrollment: before } = attendance;
    if (before && before.status !== 'dropped') return { outcome: 'existing', before, after: before, outline };
    assertOpen(outline, learner);
    if (before) {
      return {
        outcome: 'again',
        before,
        after: await this.takeUpAgain(session, before, outline, now),
        outline,
      };
    }
    await this.begin(session, fresh, outline, neighboursIn(along));
    return { outcome: 'new', before, after: fresh, outline };
  }

  private async begin(
    session: ClientSession,
    enrollment: Enrollment,
    outline: CourseOutline,
    neighbours: Neighbours,
  ): Promise<void> {
    await this.enrollments.insert(enrollment);
    const pairs = pairChanges(outline.id, neighbours);
    const at = enrollment.enrolled_at;
    const userId = enrollment.user_id.toHexString();
    const day = await this.activity.record(session, { kind: 'enrollment', userId, courseId: outline.id, at });
    await this.append(session, 'enrolled', enrollment, outline, at, {
      ...day,
      enrollments: { total: 1, active: 1 },
      ...(Object.keys(pairs).length > 0 && { pairs }),
    });
  }

  /** The lessons may have become fewer meanwhile, so that all that is left is done. */
  private async takeUpAgain(
    session: ClientSession,
    before: Enrollment,
    outline: CourseOutline,
    now: Date,
  ): Promise<Enrollment> {
    const status = isAllDone(outline, lessonsDone(before)) ? 'completed' : 'active';
    const after = await this.change(before, {
      status,
      dropped_at: null,
      completed_at:
        before.completed_at ?? (status === 'completed' ? lastRequiredAt(before.completed, outline) : null),
    });
    await this.append(session, 'reenrolled', after, outline, now, {
      enrollments: { dropped: -1, [status]: 1 },
    });
    return after;
  }

  private async change(
    { _id, user_id, course_id }: Enrollment,
    members: Partial<Enrollment>,
  ): Promise<Enrollment> {
    const after = await this.enrollments.update(user_id.toHexString(), course_id.toHexString(), {
      $set: members,
    });
    if (!after) throw new Error(`enrolment ${_id}: gone within its own transaction`);
    return after;
  }

  private async append(
    session: ClientSession,
    type: OutboxType,
    enrollment: Enrollment,
    outline: CourseOutline | null,
    at: Date,
    effects: RollupEffects,
  ): Promise<void> {
    await this.outbox.append(session, {
      type,
      course_id: enrollment.course_id,
      user_id: enrollment.user_id,
      at,
      progress_percent: outline && progressOf(enrollment, outline),
      ...(outline && { course_version: outline.version }),
      effects,
    });
  }
}

function newEnrollment(userId: string, courseId: string, now: Date): Enrollment {
  return {
    _id: enrollmentId(userId, courseId),
    user_id: toObjectId(userId),
    course_id: toObjectId(courseId),
    status: 'active',
    enrolled_at: now,
    dropped_at: null,
    completed_at: null,
    last_accessed_at: now,
    time_spent_seconds: 0,
    completed: [],
    resume: null,
  };
}

function neighboursIn({ before, after }: JoinedNeighbours): Neighbours {
  const courseIds = (found: JoinedNeighbours['before']) =>
    found.map(({ course_id }) => course_id.toHexString());
  return { before: courseIds(before).toReversed(), after: courseIds(after) };
}

function assertOpen(course: CourseOutline, learner: Principal): void {
  if (course.status === 'published') return;
  assertVisible(course, learner);
  throw new ConflictError('Only published courses take enrolments.');
}
