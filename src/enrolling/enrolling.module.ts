import { Module } from '@nestjs/common';
import { ActivityModule } from '../activity/index.js';
import { CoursesModule } from '../courses/index.js';
import { EnrollmentsModule } from '../enrollments/index.js';
import { ProgressModule } from '../progress/index.js';
import { EnrollingController } from './enrolling.controller.js';
import { Enrolling } from './enrolling.service.js';

@Module({
  imports: [ActivityModule, CoursesModule, EnrollmentsModule, ProgressModule],
  controllers: [EnrollingController],
  providers: [Enrolling],
})
export class EnrollingModule {}
