export {
  lessonsOf,
  requiredLessonsOf,
  type Outline,
  type OutlineLessonView,
} from '../../enrollments/index.js';
