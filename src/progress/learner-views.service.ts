import { Injectable, Logger } from '@nestjs/common';
import { TieredCacheService, type Amend } from '../cache/index.js';
import { CATALOGUE, tag, type EnrollmentParams } from '../catalogue/index.js';
import type { LogTime } from '../database/index.js';
import { changeDashboard, decodeFacts, encodeFacts } from './dashboard-change.js';
import type { DashboardBody } from './dto/progress.dto.js';
import type { EnrollmentChange } from './enrollment-change.js';
import { presentProgress } from './progress.presenter.js';

/** Carries what was cached before a write of a learner's over it, in the background. */
export type CarryViews = (change: EnrollmentChange, writtenAt: LogTime) => void;

/**
 * What learners see of their own learning, in the cache: what they do changes little of it, and its transaction knows
 * what, so it is amended instead of loaded again. Someone who watches reports every few seconds.
 */
@Injectable()
export class LearnerViews {
  private readonly logger = new Logger('LearnerViews');

  constructor(private readonly cache: TieredCacheService) {}

  /**
   * Takes what is held; to be called before the write's transaction begins.
   * @param seeds whether somebody is about to ask for progress: where it cannot be carried, it is loaded
   */
  beforeWrite({ userId, courseId }: EnrollmentParams, { seeds = false } = {}): CarryViews {
    const progress = this.cache.beforeWrite(CATALOGUE.progress, { userId, courseId });
    const dashboard = this.cache.beforeWrite(CATALOGUE.dashboard, { userId });
    return (change, writtenAt) => {
      const seeded = progress(writtenAt, () => ({
        body: presentProgress(change.after, change.outline),
      })).then(async (isCarried) => {
        if (seeds && !isCarried) await this.cache.reload(CATALOGUE.progress, { userId, courseId }, writtenAt);
      });
      const carried = dashboard(writtenAt, (held) => amendDashboard(held, change));
      // It is written; what of its views is neither carried nor loaded now is loaded when somebody asks.
      void Promise.all([seeded, carried]).catch((error: unknown) => this.logger.warn(error));
    };
  }
}

function amendDashboard({ body, meta }: Parameters<Amend>[0], change: EnrollmentChange): ReturnType<Amend> {
  const facts = decodeFacts(meta);
  const changed = facts && changeDashboard({ body: body as DashboardBody, facts }, change);
  if (!changed) return null;
  return {
    body: changed.body,
    meta: encodeFacts(changed.facts),
    // It may be the first time that it shows the course.
    tags: [tag.syllabus(change.outline.id)],
  };
}
