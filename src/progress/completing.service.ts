import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongodb';
import type { UpdateQuery } from 'mongoose';
import { LearnerActivity } from '../activity/index.js';
import { toObjectId } from '../common/index.js';
import type { CourseOutline } from '../courses/index.js';
import { Transactions, type Written } from '../database/index.js';
import {
  EnrollmentsService,
  isAllDone,
  lessonsDone,
  percentOf,
  requiredLessonsOf,
  type Enrollment,
} from '../enrollments/index.js';
import { EventBus } from '../events/index.js';
import { OutboxService, type OutboxType, type RollupEffects } from '../outbox/index.js';
import { LearnerAccess, type Learning } from './learner-access.service.js';
import { LearningRepository, type LessonOfLearner } from './learning.repository.js';

/** Whether a call changed anything: both are idempotent. */
export interface Completed {
  readonly changed: boolean;
}

/**
 * Completing a lesson and taking that back.
 *
 * One transaction over one learner's rows: enrolment, completion, the learner's day, and an outbox event
 * that says exactly what it adds to the rollups that learners share. The enrolment is written first, so
 * that of many identical calls all but one conflict there, start again, and find nothing left to do.
 */
@Injectable()
export class Completing {
  constructor(
    private readonly access: LearnerAccess,
    private readonly enrollments: EnrollmentsService,
    private readonly learning: LearningRepository,
    private readonly activity: LearnerActivity,
    private readonly outbox: OutboxService,
    private readonly transactions: Transactions,
    private readonly events: EventBus,
  ) {}

  /**
   * Marks a lesson as done. With the last required one the enrolment becomes completed.
   * @param at when it was done, not later than now
   * @throws {NotFoundError | ForbiddenError} see `LearnerAccess`
   */
  async complete(lesson: LessonOfLearner, at: Date): Promise<Written<Completed>> {
    const written = await this.transactions.run((session) => this.completeIn(session, lesson, at));
    const { value, writtenAt } = written;
    if (value.changed) await this.events.announce('lesson.completed', { ...lesson, writtenAt });
    return written;
  }

  /**
   * Takes a completion back. An enrolment that was completed is active again when the lesson is
   * required; the time at which it was first completed stays.
   */
  async uncomplete(lesson: LessonOfLearner, now: Date): Promise<Written<Completed>> {
    const written = await this.transactions.run((session) => this.uncompleteIn(session, lesson, now));
    const { value, writtenAt } = written;
    if (value.changed) await this.events.announce('lesson.uncompleted', { ...lesson, writtenAt });
    return written;
  }

  private async completeIn(session: ClientSession, lesson: LessonOfLearner, at: Date): Promise<Completed> {
    const { enrollment, outline, ...learning } = await this.access.require(lesson);
    if (findCompletion(enrollment, lesson.lessonId)) return { changed: false };
    const done = [...enrollment.completed, { lesson_id: toObjectId(learning.lesson.id), at }];
    const finished = enrollment.status === 'active' && isAllDone(outline, lessonsDone({ completed: done }));
    const after = await this.update(lesson, {
      $push: { completed: { lesson_id: toObjectId(learning.lesson.id), at } },
      $max: { last_accessed_at: at },
      ...(finished && {
        $set: {
          status: 'completed',
          completed_at: enrollment.completed_at ?? lastRequiredAt(done, outline),
        },
      }),
    });
    await this.learning.insertCompletion(lesson, at);
    const day = await this.activity.record(session, { ...lesson, kind: 'completion', at });
    await this.append(session, 'lesson_completed', { enrollment: after, outline, ...learning }, at, {
      ...day,
      ...(finished && { enrollments: { active: -1, completed: 1 } }),
    });
    return { changed: true };
  }

  private async uncompleteIn(session: ClientSession, lesson: LessonOfLearner, now: Date): Promise<Completed> {
    const { enrollment, outline, ...learning } = await this.access.require(lesson);
    const completion = findCompletion(enrollment, lesson.lessonId);
    if (!completion) return { changed: false };
    const reopened = enrollment.status === 'completed' && learning.lesson.required;
    const after = await this.update(lesson, {
      $pull: { completed: { lesson_id: completion.lesson_id } },
      $set: {
        last_accessed_at: await this.lastEventWithout(enrollment, lesson),
        ...(reopened && { status: 'active' }),
      },
    });
    await this.learning.deleteCompletion(lesson);
    const day = await this.activity.remove(session, { ...lesson, kind: 'completion', at: completion.at });
    await this.append(session, 'lesson_uncompleted', { enrollment: after, outline, ...learning }, now, {
      ...day,
      ...(reopened && { enrollments: { active: 1, completed: -1 } }),
    });
    return { changed: true };
  }

  private async update(
    { userId, courseId }: LessonOfLearner,
    update: UpdateQuery<Enrollment>,
  ): Promise<Enrollment> {
    const after = await this.enrollments.update(userId, courseId, update);
    if (!after) throw new Error('progress: the enrolment is gone within its own transaction');
    return after;
  }

  /** The enrolment's last event once a completion is taken back: what was undone did not happen. */
  private async lastEventWithout(enrollment: Enrollment, lesson: LessonOfLearner): Promise<Date> {
    const watched = await this.learning.findLastHeartbeat(lesson.userId, lesson.courseId);
    const times = enrollment.completed
      .filter(({ lesson_id }) => lesson_id.toHexString() !== lesson.lessonId)
      .map(({ at }) => at.getTime());
    return new Date(Math.max(enrollment.enrolled_at.getTime(), watched?.getTime() ?? 0, ...times));
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
      progress_percent: percentOf(enrollment, outline),
      course_version: outline.version,
      effects,
    });
  }
}

type CompletedLesson = Enrollment['completed'][number];

function findCompletion({ completed }: Enrollment, lessonId: string): CompletedLesson | undefined {
  return completed.find(({ lesson_id }) => lesson_id.toHexString() === lessonId);
}

/** When the last of the lessons that are required now was done. */
function lastRequiredAt(completed: readonly CompletedLesson[], outline: CourseOutline): Date {
  const required = new Set(requiredLessonsOf(outline).map(({ id }) => id));
  const times = completed
    .filter(({ lesson_id }) => required.has(lesson_id.toHexString()))
    .map(({ at }) => at.getTime());
  return new Date(Math.max(...times));
}
