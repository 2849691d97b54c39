import { Injectable } from '@nestjs/common';
import type { Written } from '../database/index.js';
import { EventBus } from '../events/index.js';
import type { EnrollmentChange } from './enrollment-change.js';
import { changeOf, learnedFrom } from './learning-event.js';
import { LearnerViews } from './learner-views.service.js';
import { LearningRecorder } from './learning-recorder.service.js';
import type { LessonOfLearner } from './learning.repository.js';

/** Completing a lesson. */
@Injectable()
export class Completing {
  constructor(
    private readonly recorder: LearningRecorder,
    private readonly events: EventBus,
    private readonly views: LearnerViews,
  ) {}

  /**
   * Marks a lesson as done. With the last required one the enrolment becomes completed.
   * @param at when it was done, not later than now
   * @returns what that changed; null where it was done already
   * @throws {NotFoundError | ForbiddenError} see `LearnerAccess`
   */
  async complete(lesson: LessonOfLearner, at: Date): Promise<Written<EnrollmentChange | null>> {
    const { userId, ...place } = lesson;
    const carryViews = this.views.beforeWrite(lesson, { seeds: true });
    const { value, writtenAt } = await this.recorder.record(userId, [{ kind: 'completion', ...place, at }]);
    const learned = learnedFrom(value[0]);
    if (!learned) return { value: null, writtenAt };
    const change = changeOf(learned);
    await this.events.announce('lesson.completed', { ...lesson, writtenAt });
    carryViews(change, writtenAt);
    return { value: change, writtenAt };
  }
}
