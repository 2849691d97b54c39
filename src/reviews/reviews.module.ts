import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CoursesModule } from '../courses/index.js';
import { EnrollmentsModule } from '../enrollments/index.js';
import { ReviewRemoval } from './review-removal.service.js';
import { ReviewRepository } from './review.repository.js';
import { REVIEW, ReviewSchema } from './review.schema.js';
import { ReviewsController } from './reviews.controller.js';
import { ReviewsService } from './reviews.service.js';

@Module({
  imports: [
    CoursesModule,
    EnrollmentsModule,
    MongooseModule.forFeature([{ name: REVIEW, schema: ReviewSchema }]),
  ],
  controllers: [ReviewsController],
  providers: [ReviewRepository, ReviewsService, ReviewRemoval],
})
export class ReviewsModule {}
