export { CoursesModule } from './courses.module.js';
export { CoursesService } from './courses.service.js';
export { CourseStatsService, type CourseOfLearners } from './course-stats.service.js';
export { type CourseStatsDelta, type RatingHistogram, STARS } from './course-counters.js';
export { CourseTotalsService } from './course-totals.service.js';
export {
  CourseTextService,
  type FoundLimits,
  type FoundText,
  type NameAlternatives,
} from './course-text.service.js';
export { Vocabulary } from './vocabulary.service.js';
export { VocabularyWordSchema, vocabularyOf } from './vocabulary.schema.js';
export { courseNameWords, findWords, foldWord, foldedWordsOf, nameWordsOf, stemOf } from './name-words.js';
export { NO_STATS } from './course-stats.js';
export { CourseRemoval } from './course-removal.service.js';
export { CourseOwnerGuard } from './course-owner.guard.js';
export { CourseVisibleGuard } from './course-visible.guard.js';
export {
  assertOwned,
  assertVisible,
  courseAtHand,
  courseIdOf,
  ownsCourse,
  unknownCourse,
} from './course-access.js';
export { CourseAccess } from './course-access.service.js';
export { normaliseCourseList } from './course-list.params.js';
export { slugOf } from './course-authoring.service.js';
export { COURSE_LIMITS } from './course-limits.js';
export { toOutline, type CourseOutline, type OutlinedCourse, type OutlinedLesson } from './outline.js';
export { type SortOrder } from './dto/course-list.dto.js';
export { CourseBody, CourseItemBody, LessonBody } from './dto/course-bodies.dto.js';
export { Category, Language, Level, Summary, Tag, Title } from './dto/course-fields.js';
export * from './course.schema.js';
export * from './lesson-content.schema.js';
