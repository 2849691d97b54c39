import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongodb';
import { LearnerActivity } from '../activity/index.js';
import { toObjectId } from '../common/index.js';
import { Transactions, type Written } from '../database/index.js';
import { EnrollmentsService, percentOf } from '../enrollments/index.js';
import { EventBus } from '../events/index.js';
import { OutboxService } from '../outbox/index.js';
import { MAX_HEARTBEAT_SECONDS, type HeartbeatReport } from './dto/progress.dto.js';
import { LearnerAccess } from './learner-access.service.js';
import { LearningRepository, type LessonOfLearner } from './learning.repository.js';

export interface Watched {
  /** Seconds that this call added; 0 when the event had been counted before. */
  readonly countedSeconds: number;
  readonly changed: boolean;
}

/** Time that learners spend, as their clients report it. One transaction over one learner's rows. */
@Injectable()
export class Watching {
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
   * Counts a heartbeat, once for each `event_id` of a learner, wherever it says it came from.
   * @throws {NotFoundError | ForbiddenError} see `LearnerAccess`
   */
  async record(lesson: LessonOfLearner, report: HeartbeatReport, at: Date): Promise<Written<Watched>> {
    const written = await this.transactions.run((session) => this.recordIn(session, lesson, report, at));
    const { value, writtenAt } = written;
    if (value.changed) await this.events.announce('lesson.watched', { ...lesson, writtenAt });
    return written;
  }

  private async recordIn(
    session: ClientSession,
    lesson: LessonOfLearner,
    report: HeartbeatReport,
    at: Date,
  ): Promise<Watched> {
    const { enrollment, outline } = await this.access.require(lesson);
    const seconds = Math.min(report.seconds, MAX_HEARTBEAT_SECONDS);
    const isNew = await this.learning.addHeartbeat({
      ...lesson,
      eventId: report.event_id,
      seconds,
      positionSeconds: report.position_seconds,
      at,
    });
    if (!isNew) return { countedSeconds: 0, changed: false };
    const lesson_id = toObjectId(lesson.lessonId);
    const isLatest = at >= enrollment.last_accessed_at;
    const after = await this.enrollments.update(lesson.userId, lesson.courseId, {
      $inc: { time_spent_seconds: seconds },
      $max: { last_accessed_at: at },
      ...(isLatest && { $set: { resume: { lesson_id, position_seconds: report.position_seconds } } }),
    });
    if (!after) throw new Error('progress: the enrolment is gone within its own transaction');
    const day = await this.activity.record(session, { ...lesson, kind: 'heartbeat', at, seconds });
    await this.outbox.append(session, {
      type: 'lesson_watched',
      course_id: after.course_id,
      user_id: after.user_id,
      lesson_id,
      at,
      progress_percent: percentOf(after, outline),
      effects: day,
    });
    return { countedSeconds: seconds, changed: true };
  }
}
