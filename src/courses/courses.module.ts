import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { UsersModule } from '../users/index.js';
import { CourseAccess } from './course-access.service.js';
import { CourseAuthoring } from './course-authoring.service.js';
import { CourseEditor } from './course-editor.service.js';
import { CourseListRepository } from './course-list.repository.js';
import { CourseOwnerGuard } from './course-owner.guard.js';
import { CourseRemovalSchedule } from './course-removal.schedule.js';
import { COURSE_REMOVAL, CourseRemovalSchema } from './course-removal.schema.js';
import { CourseRemoval } from './course-removal.service.js';
import { CourseStatsService } from './course-stats.service.js';
import { CourseTextService } from './course-text.service.js';
import { CourseTotalsService } from './course-totals.service.js';
import { CourseRepository } from './course.repository.js';
import { COURSE, CourseSchema } from './course.schema.js';
import { CoursesController } from './courses.controller.js';
import { CoursesService } from './courses.service.js';
import { LessonContentRepository } from './lesson-content.repository.js';
import { LESSON_CONTENT, LessonContentSchema } from './lesson-content.schema.js';
import { NameWordsUpgrade } from './name-words-upgrade.service.js';
import { OutlineAuthoring } from './outline-authoring.service.js';
import { OutlineController } from './outline.controller.js';
import { VOCABULARY_WORD, VocabularyWordSchema } from './vocabulary.schema.js';
import { Vocabulary } from './vocabulary.service.js';

@Module({
  imports: [
    UsersModule,
    MongooseModule.forFeature([
      { name: COURSE, schema: CourseSchema },
      { name: LESSON_CONTENT, schema: LessonContentSchema },
      { name: VOCABULARY_WORD, schema: VocabularyWordSchema },
      { name: COURSE_REMOVAL, schema: CourseRemovalSchema },
    ]),
  ],
  controllers: [CoursesController, OutlineController],
  providers: [
    Vocabulary,
    NameWordsUpgrade,
    CourseRepository,
    CourseListRepository,
    LessonContentRepository,
    CourseEditor,
    CourseAuthoring,
    OutlineAuthoring,
    CourseRemoval,
    CourseRemovalSchedule,
    CourseStatsService,
    CourseTotalsService,
    CourseTextService,
    CoursesService,
    CourseAccess,
    CourseOwnerGuard,
  ],
  exports: [
    CoursesService,
    CourseStatsService,
    CourseTotalsService,
    CourseTextService,
    Vocabulary,
    CourseRemoval,
    CourseAccess,
    CourseOwnerGuard,
  ],
})
export class CoursesModule {}
