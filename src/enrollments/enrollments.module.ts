import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ActivityModule } from '../activity/index.js';
import { CoursesModule } from '../courses/index.js';
import { UsersModule } from '../users/index.js';
import { Attendances } from './attendances.service.js';
import { EnrollmentGroups } from './enrollment-groups.service.js';
import { EnrollmentRemoval } from './enrollment-removal.service.js';
import { EnrollmentRepository } from './enrollment.repository.js';
import { ENROLLMENT, EnrollmentSchema } from './enrollment.schema.js';
import { EnrollmentsController } from './enrollments.controller.js';
import { EnrollmentsService } from './enrollments.service.js';
import { LessonReading } from './lesson-reading.service.js';

@Module({
  imports: [
    ActivityModule,
    CoursesModule,
    UsersModule,
    MongooseModule.forFeature([{ name: ENROLLMENT, schema: EnrollmentSchema }]),
  ],
  controllers: [EnrollmentsController],
  providers: [
    EnrollmentRepository,
    Attendances,
    EnrollmentGroups,
    EnrollmentsService,
    EnrollmentRemoval,
    LessonReading,
  ],
  exports: [EnrollmentsService, Attendances, EnrollmentGroups],
})
export class EnrollmentsModule {}
