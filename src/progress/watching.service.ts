import { Injectable } from '@nestjs/common';
import type { Written } from '../database/index.js';
import { EventBus } from '../events/index.js';
import { MAX_HEARTBEAT_SECONDS, type HeartbeatReport } from './dto/progress.dto.js';
import { changeOf, learnedFrom } from './learning-event.js';
import { LearnerViews } from './learner-views.service.js';
import { LearningRecorder } from './learning-recorder.service.js';
import type { LessonOfLearner } from './learning.repository.js';

export interface Watched {
  /** Seconds that this call added; 0 when the event had been counted before. */
  readonly countedSeconds: number;
}

/** Time that learners spend, as their clients report it. */
@Injectable()
export class Watching {
  constructor(
    private readonly recorder: LearningRecorder,
    private readonly events: EventBus,
    private readonly views: LearnerViews,
  ) {}

  /**
   * Counts a heartbeat, once for each `event_id` of a learner, wherever it says it came from.
   * @throws {NotFoundError | ForbiddenError} see `LearnerAccess`
   */
  async record(lesson: LessonOfLearner, report: HeartbeatReport, at: Date): Promise<Written<Watched>> {
    const { userId, ...place } = lesson;
    const { event_id: eventId, seconds, position_seconds: positionSeconds } = report;
    const event = { kind: 'heartbeat', ...place, at, eventId, seconds, positionSeconds } as const;
    const carryViews = this.views.beforeWrite(lesson);
    const { value, writtenAt } = await this.recorder.record(userId, [event]);
    const learned = learnedFrom(value[0]);
    if (!learned) return { value: { countedSeconds: 0 }, writtenAt };
    await this.events.announce('lesson.watched', { ...lesson, writtenAt });
    carryViews(changeOf(learned), writtenAt);
    return { value: { countedSeconds: Math.min(seconds, MAX_HEARTBEAT_SECONDS) }, writtenAt };
  }
}
