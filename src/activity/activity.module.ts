import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ActivityRemoval } from './activity-removal.service.js';
import { DAILY_ACTIVITY, DailyActivitySchema, LEARNER, LearnerSchema } from './activity.schema.js';
import { LearnerActivity } from './learner-activity.service.js';

/** A learner's own books. The models are exported for the rebuild, which writes them in bulk. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: DAILY_ACTIVITY, schema: DailyActivitySchema },
      { name: LEARNER, schema: LearnerSchema },
    ]),
  ],
  providers: [LearnerActivity, ActivityRemoval],
  exports: [LearnerActivity, ActivityRemoval, MongooseModule],
})
export class ActivityModule {}
