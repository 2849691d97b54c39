import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CoursesModule } from '../courses/index.js';
import { CoursePairRepository } from './course-pair.repository.js';
import { COURSE_PAIR, CoursePairSchema } from './course-pair.schema.js';
import { Recommendations } from './recommendations.service.js';

/** What learners of a course also took. The model is exported for the fold and the rebuild, which write it. */
@Module({
  imports: [CoursesModule, MongooseModule.forFeature([{ name: COURSE_PAIR, schema: CoursePairSchema }])],
  providers: [CoursePairRepository, Recommendations],
  exports: [Recommendations, MongooseModule],
})
export class RecommendationsModule {}
