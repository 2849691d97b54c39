import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ActivityModule } from '../activity/index.js';
import { CoursesModule } from '../courses/index.js';
import { EnrollmentsModule } from '../enrollments/index.js';
import { RecommendationsModule } from '../recommendations/index.js';
import { UsersModule } from '../users/index.js';
import { BatchController } from './batch.controller.js';
import { Completing } from './completing.service.js';
import { DashboardService } from './dashboard.service.js';
import { CompletionLog } from './completion-log.service.js';
import { CourseExport } from './export/course-export.service.js';
import { ExportController } from './export/export.controller.js';
import { LearnerViews } from './learner-views.service.js';
import { LearnerAccess } from './learner-access.service.js';
import { LearningController } from './learning.controller.js';
import { LearningRecorder } from './learning-recorder.service.js';
import { LearningRepository } from './learning.repository.js';
import {
  COMPLETION,
  COMPLETION_RECEIPT,
  CompletionReceiptSchema,
  CompletionSchema,
  HEARTBEAT,
  HeartbeatSchema,
} from './learning.schema.js';
import { ProgressAccessGuard } from './progress-access.guard.js';
import { ProgressRemoval } from './progress-removal.service.js';
import { ProgressController } from './progress.controller.js';
import { ProgressService } from './progress.service.js';
import { Reporting } from './reporting.service.js';
import { Uncompleting } from './uncompleting.service.js';
import { Watching } from './watching.service.js';

@Module({
  imports: [
    ActivityModule,
    CoursesModule,
    EnrollmentsModule,
    RecommendationsModule,
    UsersModule,
    MongooseModule.forFeature([
      { name: COMPLETION, schema: CompletionSchema },
      { name: HEARTBEAT, schema: HeartbeatSchema },
      { name: COMPLETION_RECEIPT, schema: CompletionReceiptSchema },
    ]),
  ],
  controllers: [ProgressController, LearningController, BatchController, ExportController],
  providers: [
    LearningRepository,
    LearnerAccess,
    LearnerViews,
    LearningRecorder,
    Completing,
    Uncompleting,
    Watching,
    Reporting,
    CompletionLog,
    CourseExport,
    ProgressService,
    DashboardService,
    ProgressAccessGuard,
    ProgressRemoval,
  ],
  exports: [LearnerViews, CompletionLog, MongooseModule],
})
export class ProgressModule {}
