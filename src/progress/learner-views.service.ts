import { Injectable, Logger } from '@nestjs/common';
import { TieredCacheService, type Amend } from '../cache/index.js';
import { CATALOGUE, type EnrollmentParams } from '../catalogue/index.js';
import type { LogTime } from '../database/index.js';
import { advanceDashboard } from './dashboard.presenter.js';
import type { DashboardBody } from './dto/progress.dto.js';
import type { Learned } from './learning-event.js';
import { presentProgress } from './progress.presenter.js';

/** Carries what was cached before an event of a learner's over it, in the background. */
export type CarryViews = (learned: Learned, writtenAt: LogTime) => void;

/**
 * What learners see of their own learning, in the cache: an event changes little of it, and says what, so it is amended
 * instead of loaded again. Someone who watches reports every few seconds.
 */
@Injectable()
export class LearnerViews {
  private readonly logger = new Logger('LearnerViews');

  constructor(private readonly cache: TieredCacheService) {}

  /** Takes what is held; to be called before the event is written. */
  beforeEvent({ userId, courseId }: EnrollmentParams): CarryViews {
    const progress = this.cache.beforeWrite(CATALOGUE.progress, { userId, courseId });
    const dashboard = this.cache.beforeWrite(CATALOGUE.dashboard, { userId });
    return (learned, writtenAt) => {
      const carried = [
        progress(writtenAt, () => ({ body: presentProgress(learned.after, learned.outline) })),
        dashboard(writtenAt, (held) => amendDashboard(held, learned)),
      ];
      // The event is written; without its views being carried they are loaded when somebody asks.
      void Promise.all(carried).catch((error: unknown) => this.logger.error(error));
    };
  }
}

function amendDashboard({ body, meta }: Parameters<Amend>[0], learned: Learned): ReturnType<Amend> {
  const { timezone, visited_at: visitedAt } = meta;
  if (typeof timezone !== 'string' || typeof visitedAt !== 'number') return null;
  const advanced = advanceDashboard(body as DashboardBody, { timezone, visitedAt }, learned);
  return (
    advanced && { body: advanced, meta: { timezone, visited_at: learned.after.last_accessed_at.getTime() } }
  );
}
