import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ActivityModule } from '../activity/index.js';
import { CoursesModule } from '../courses/index.js';
import { EnrollmentsModule } from '../enrollments/index.js';
import { ProgressModule } from '../progress/index.js';
import { RecommendationsModule } from '../recommendations/index.js';
import { UsersModule } from '../users/index.js';
import { AnalyticsController } from './analytics.controller.js';
import { CourseAnalyticsService } from './course-analytics.service.js';
import { FoldLeader } from './fold/fold-leader.service.js';
import { FoldStateRepository } from './rollups/fold-state.repository.js';
import { Fold } from './fold/fold.service.js';
import { OutlineFollowUp } from './rollups/outline-follow-up.service.js';
import { PendingEvents } from './rollups/pending-events.repository.js';
import { RatingScores } from './rollups/rating-scores.service.js';
import { PlatformOverviewService } from './platform-overview.service.js';
import { CoursePairCorrections } from './rebuild/course-pair-corrections.service.js';
import { CoursePairRebuild } from './rebuild/course-pair-rebuild.service.js';
import { LearnerBooks } from './rebuild/learner-books.service.js';
import { LearnerRewrite } from './rebuild/learner-rewrite.service.js';
import { RollupRebuild } from './rebuild/rollup-rebuild.service.js';
import { SharedCorrections } from './rebuild/shared-corrections.service.js';
import { SharedRollupRebuild } from './rebuild/shared-rollup-rebuild.service.js';
import { RollupReader } from './rollups/rollup-reader.service.js';
import { RollupRepository } from './rollups/rollup.repository.js';
import {
  DAY_ROLLUP,
  DayRollupSchema,
  FOLD_STATE,
  FoldStateSchema,
  PLATFORM_ROLLUP,
  PlatformRollupSchema,
} from './rollups/rollup.schema.js';
import { StudentPatternsService } from './student-patterns.service.js';

@Module({
  imports: [
    ActivityModule,
    CoursesModule,
    EnrollmentsModule,
    ProgressModule,
    RecommendationsModule,
    UsersModule,
    MongooseModule.forFeature([
      { name: PLATFORM_ROLLUP, schema: PlatformRollupSchema },
      { name: DAY_ROLLUP, schema: DayRollupSchema },
      { name: FOLD_STATE, schema: FoldStateSchema },
    ]),
  ],
  controllers: [AnalyticsController],
  providers: [
    RollupRepository,
    RollupReader,
    CourseAnalyticsService,
    StudentPatternsService,
    PlatformOverviewService,
    FoldStateRepository,
    PendingEvents,
    OutlineFollowUp,
    Fold,
    RatingScores,
    FoldLeader,
    SharedCorrections,
    CoursePairCorrections,
    CoursePairRebuild,
    SharedRollupRebuild,
    LearnerBooks,
    LearnerRewrite,
    RollupRebuild,
  ],
  exports: [PlatformOverviewService, RollupRebuild],
})
export class AnalyticsModule {}
