import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongodb';
import { LearnerActivity, type LearnerEvent } from '../activity/index.js';
import { toObjectId } from '../common/index.js';
import { Transactions, type Written } from '../database/index.js';
import { EnrollmentsService } from '../enrollments/index.js';
import { OutboxService } from '../outbox/index.js';
import { EnrollmentDraft } from './enrollment-draft.js';
import { LearnerAccess, type Attending } from './learner-access.service.js';
import { isRejection, type Learned, type LearningEvent, type LearningOutcome } from './learning-event.js';
import { LearningRepository } from './learning.repository.js';

/**
 * The time at which an event counts.
 * @throws {Rejection} when it cannot have happened then
 */
export type SettleTime = (at: Date, enrolledAt: Date) => Date;

/**
 * Records what a learner did: one event or hundreds, in one course or several, in one transaction over
 * that learner's rows: enrolments, completions, heartbeats, days, and an outbox event for each that says
 * exactly what it adds to the rollups that learners share.
 *
 * Everything is read first, the events are applied in memory in the order given, and each kind of row is
 * written in one go, so that a transaction takes the same few round trips however many there are.
 * Enrolments are written first, so that of many identical calls all but one conflict there, start again,
 * and find nothing left to do.
 */
@Injectable()
export class LearningRecorder {
  constructor(
    private readonly access: LearnerAccess,
    private readonly enrollments: EnrollmentsService,
    private readonly learning: LearningRepository,
    private readonly activity: LearnerActivity,
    private readonly outbox: OutboxService,
    private readonly transactions: Transactions,
  ) {}

  /** @returns what became of each event, in their order. One that is rejected leaves the others alone. */
  async record(
    userId: string,
    events: readonly LearningEvent[],
    settleTime: SettleTime = (at) => at,
  ): Promise<Written<LearningOutcome[]>> {
    return this.transactions.run((session) => this.recordIn(session, userId, events, settleTime));
  }

  private async recordIn(
    session: ClientSession,
    userId: string,
    events: readonly LearningEvent[],
    settleTime: SettleTime,
  ): Promise<LearningOutcome[]> {
    const { courses, seen } = await this.access.attend(userId, events);
    const drafts = new Map<Attending, EnrollmentDraft>();
    const applied: Learned[] = [];
    const admitted: LearningEvent[] = [];
    const outcomes = events.map((event): LearningOutcome => {
      try {
        if (event.eventId !== undefined && seen.has(event.eventId)) return { status: 'duplicate' };
        const attending = this.access.admit(courses, event);
        const { enrollment, outline } = attending;
        const settled = { ...event, at: settleTime(event.at, enrollment.enrolled_at) };
        const draft = drafts.get(attending) ?? new EnrollmentDraft(enrollment, outline);
        drafts.set(attending, draft);
        if (event.eventId !== undefined) seen.add(event.eventId);
        admitted.push(settled);
        const effect = settled.kind === 'completion' ? draft.complete(settled) : draft.watch(settled);
        if (!effect) return { status: 'duplicate' };
        const learned = { event: settled, effect, enrollment: draft, outline };
        applied.push(learned);
        return { status: 'applied', learned };
      } catch (error) {
        if (isRejection(error)) return { status: 'rejected', error };
        throw error;
      }
    });
    if (applied.length > 0) await this.write(session, userId, [...drafts.values()], applied);
    await this.learning.keepReceipts(session, userId, admitted);
    return outcomes;
  }

  private async write(
    session: ClientSession,
    userId: string,
    drafts: readonly EnrollmentDraft[],
    applied: readonly Learned[],
  ): Promise<void> {
    await this.enrollments.updateAll(
      session,
      drafts.flatMap((draft) => draft.toUpdate() ?? []),
    );
    const days = await this.activity.recordAll(
      session,
      userId,
      applied.map(({ event, effect }): LearnerEvent => {
        const { courseId, lessonId, kind, at } = event;
        return {
          userId,
          courseId,
          lessonId,
          kind,
          at,
          ...(effect.seconds !== undefined && { seconds: effect.seconds }),
        };
      }),
    );
    await this.learning.insert(
      session,
      userId,
      applied.map(({ event, effect: { seconds } }) => ({
        ...event,
        ...(seconds !== undefined && { seconds }),
      })),
    );
    await this.outbox.appendAll(
      session,
      applied.map(({ event, effect, outline }, index) => ({
        type: event.kind === 'completion' ? 'lesson_completed' : 'lesson_watched',
        course_id: toObjectId(event.courseId),
        user_id: toObjectId(userId),
        lesson_id: toObjectId(event.lessonId),
        at: event.at,
        progress_percent: effect.progressPercent,
        ...(event.kind === 'completion' && { course_version: outline.version }),
        effects: { ...days[index], ...(effect.enrollments && { enrollments: effect.enrollments }) },
      })),
    );
  }
}
