import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongodb';
import type { UpdateQuery } from 'mongoose';
import { LearnerActivity } from '../activity/index.js';
import { toObjectId } from '../common/index.js';
import { Transactions, type Written } from '../database/index.js';
import { EnrollmentsService, progressOf, type Enrollment } from '../enrollments/index.js';
import { EventBus } from '../events/index.js';
import { OutboxService, type OutboxType, type RollupEffects } from '../outbox/index.js';
import type { EnrollmentChange } from './enrollment-change.js';
import { LearnerAccess, type Learning } from './learner-access.service.js';
import { LearnerViews } from './learner-views.service.js';
import { LearningRepository, type LessonOfLearner } from './learning.repository.js';

/** Taking a completion back, in one transaction over one learner's rows. */
@Injectable()
export class Uncompleting {
  constructor(
    private readonly access: LearnerAccess,
    private readonly enrollments: EnrollmentsService,
    private readonly learning: LearningRepository,
    private readonly activity: LearnerActivity,
    private readonly outbox: OutboxService,
    private readonly transactions: Transactions,
    private readonly events: EventBus,
    private readonly views: LearnerViews,
  ) {}

  /**
   * Takes a completion back. An enrolment that was completed is active again when the lesson is
   * required; the time at which it was first completed stays. Once more changes nothing.
   * @returns what that changed; null where it was not done
   * @throws {NotFoundError | ForbiddenError} see `LearnerAccess`
   */
  async uncomplete(lesson: LessonOfLearner, now: Date): Promise<Written<EnrollmentChange | null>> {
    const carryViews = this.views.beforeWrite(lesson, { seeds: true });
    const written = await this.transactions.run((session) => this.uncompleteIn(session, lesson, now));
    const { value: change, writtenAt } = written;
    if (change) {
      await this.events.announce('lesson.uncompleted', { ...lesson, writtenAt });
      carryViews(change, writtenAt);
    }
    return written;
  }

  /** @returns null where it was not done */
  private async uncompleteIn(
    session: ClientSession,
    lesson: LessonOfLearner,
    now: Date,
  ): Promise<EnrollmentChange | null> {
    const { enrollment, outline, ...learning } = await this.access.require(lesson);
    const completion = findCompletion(enrollment, lesson.lessonId);
    if (!completion) return null;
    const reopened = enrollment.status === 'completed' && learning.lesson.required;
    const after = await this.update(lesson, {
      $pull: { completed: { lesson_id: completion.lesson_id } },
      $set: {
        last_accessed_at: lastEventWithout(lesson.lessonId, { enrollment, ...learning }),
        ...(reopened && { status: 'active' }),
      },
    });
    await this.learning.deleteCompletion(lesson);
    const day = await this.activity.remove(session, { ...lesson, kind: 'completion', at: completion.at });
    await this.append(session, 'lesson_uncompleted', { enrollment: after, outline, ...learning }, now, {
      ...day,
      ...(reopened && { enrollments: { active: 1, completed: -1 } }),
    });
    const undone = { at: completion.at, seconds: 0, completions: -1 };
    return { at: now, before: enrollment, after, outline, day: undone };
  }

  private async update(
    { userId, courseId }: LessonOfLearner,
    update: UpdateQuery<Enrollment>,
  ): Promise<Enrollment> {
    const after = await this.enrollments.update(userId, courseId, update);
    if (!after) throw new Error('progress: the enrolment is gone within its own transaction');
    return after;
  }

  private async append(
    session: ClientSession,
    type: OutboxType,
    learning: Learning,
    at: Date,
    effects: RollupEffects,
  ): Promise<void> {
    const { enrollment, outline } = learning;
    await this.outbox.append(session, {
      type,
      course_id: enrollment.course_id,
      user_id: enrollment.user_id,
      lesson_id: toObjectId(learning.lesson.id),
      at,
      progress_percent: progressOf(enrollment, outline),
      course_version: outline.version,
      effects,
    });
  }
}

function findCompletion(
  { completed }: Enrollment,
  lessonId: string,
): Enrollment['completed'][number] | undefined {
  return completed.find(({ lesson_id }) => lesson_id.toHexString() === lessonId);
}

/** The enrolment's last event once a completion is taken back: what was undone did not happen. */
function lastEventWithout(
  lessonId: string,
  { enrollment, watchedAt }: Pick<Learning, 'enrollment' | 'watchedAt'>,
): Date {
  const times = enrollment.completed
    .filter(({ lesson_id }) => lesson_id.toHexString() !== lessonId)
    .map(({ at }) => at.getTime());
  return new Date(Math.max(enrollment.enrolled_at.getTime(), watchedAt?.getTime() ?? 0, ...times));
}
