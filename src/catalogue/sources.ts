import { tag } from './tags.js';

/** Maps the `_id` of a written document to the tags that the write outdates. */
export interface LogSource {
  readonly collection: string;
  /** An update whose changed fields all lie under this path is ignored. */
  readonly ignoredPath?: string;
  readonly tags: (id: string) => readonly string[];
}

/** The collections that rows depend on. The tail follows these and no others. */
export const SOURCES: readonly LogSource[] = [
  { collection: 'courses', ignoredPath: 'stats', tags: (id) => [tag.course(id), tag.courses] },
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
