import type { LogSource } from '../cache/mongo/log-sources.js';
import { tagsOfCourse } from './course-fields.js';
import { tag } from './tags.js';

/** The collections that rows depend on. The tail follows these and no others. */
export const SOURCES: readonly LogSource[] = [
  { collection: 'courses', ignoredPath: 'stats', readsFields: true, tags: tagsOfCourse },
  {
    collection: 'enrollments',
    tags: (id) => {
      const [userId = '', courseId = ''] = id.split(':');
      return [
        tag.enrollment(userId, courseId),
        tag.learner(userId),
        tag.courseActivity(courseId),
        tag.activity,
      ];
    },
  },
  {
    collection: 'reviews',
    tags: (id) => [tag.courseReviews(id.split(':')[0] ?? '')],
  },
  { collection: 'users', tags: (id) => [tag.user(id), tag.users] },
];
