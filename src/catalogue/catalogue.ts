import { createHash } from 'node:crypto';
import { soft, STRICT, type EntryMeta } from '../cache/define-cache.js';
import { tagsOfCourse } from './course-fields.js';
import { rule } from './rule.js';
import { tag } from './tags.js';

const MINUTE = 60;
const UTC = 'UTC';

export interface CourseParams {
  readonly courseId: string;
}
export interface UserParams {
  readonly userId: string;
}
export interface EnrollmentParams extends UserParams, CourseParams {}
export interface PatternsParams extends UserParams {
  readonly tz: string;
}
/** Whatever decides what a list shows, defaults spelled out; the order of its members does not count. */
export type ListParams = Readonly<Record<string, unknown>>;

/** A page of courses. */
export interface ListsCourses {
  readonly items: readonly { readonly id: string }[];
}

/** What the loader of a row returns whose answer shows courses without always naming them. */
export interface ShowsCourses {
  readonly body: unknown;
  readonly shownCourseIds: readonly string[];
}

/** What the loader of a dashboard returns: also what its body does not say, for carrying it over writes. */
export interface ShowsLearner extends ShowsCourses {
  readonly facts: EntryMeta;
}

/**
 * Everything that is cached: its key, how long it is kept, what it depends on, and which facts
 * outdate it at once. MongoDB's log outdates it too, by the tags (see `sources.ts`), whoever dies.
 */
export const CATALOGUE = {
  course: rule<CourseParams, { status: string; instructor: { id: string } }>({
    kind: 'course',
    namespace: 'courses',
    prefix: 'course:',
    key: ({ courseId }) => `course:${courseId}`,
    ttl: { l2: 5 * MINUTE, l1: 5 * MINUTE },
    tags: ({ courseId }) => [tag.course(courseId)],
    metaOf: (course) => ({ status: course.status, instructor_id: course.instructor.id }),
    invalidation: STRICT,
    audience: 'public',
    staleIfError: true,
    invalidatedBy: {
      'course.created': ({ courseId }) => ({ params: { courseId } }),
      'course.updated': ({ courseId }) => ({ params: { courseId } }),
      'course.deleted': ({ courseId }) => ({ params: { courseId } }),
    },
  }),

  courseList: rule<ListParams, ListsCourses>({
    kind: 'course_list',
    namespace: 'courses_list',
    prefix: 'courses_list:',
    key: (query) => `courses_list:${sha1OfSortedJson(query)}`,
    ttl: { l2: 2 * MINUTE, l1: 2 * MINUTE },
    // Words are looked for in texts too.
    tags: ({ q }) => [q === undefined ? tag.listing : tag.courses],
    tagsOf: ({ items }) => items.map(({ id }) => tag.course(id)),
    invalidation: STRICT,
    audience: 'public',
    staleIfError: true,
    invalidatedBy: {
      'course.created': ({ courseId }) => listsOutdatedBy(tagsOfCourse(courseId)),
      'course.updated': ({ courseId, fields }) => listsOutdatedBy(tagsOfCourse(courseId, fields)),
      'course.deleted': ({ courseId }) => listsOutdatedBy(tagsOfCourse(courseId)),
    },
  }),

  search: rule<ListParams>({
    kind: 'search',
    namespace: 'search',
    prefix: 'search:',
    key: (query) => `search:${sha1OfSortedJson(query)}`,
    ttl: { l2: 2 * MINUTE, l1: 1 * MINUTE },
    tags: () => [tag.courses],
    invalidation: STRICT,
    audience: 'public',
    staleIfError: true,
    invalidatedBy: {
      'course.created': () => ({ tags: [tag.courses], whole: true }),
      'course.updated': () => ({ tags: [tag.courses], whole: true }),
      'course.deleted': () => ({ tags: [tag.courses], whole: true }),
    },
  }),

  progress: rule<EnrollmentParams>({
    kind: 'progress',
    namespace: 'progress',
    prefix: 'progress:',
    key: ({ userId, courseId }) => `progress:${userId}:${courseId}`,
    ttl: { l2: 10 * MINUTE, l1: 10 * MINUTE },
    tags: ({ userId, courseId }) => [tag.enrollment(userId, courseId), tag.outline(courseId)],
    invalidation: STRICT,
    invalidatedBy: {
      'lesson.completed': (fact) => ({ params: fact }),
      'lesson.uncompleted': (fact) => ({ params: fact }),
      'lesson.watched': (fact) => ({ params: fact }),
      'enrollment.changed': (fact) => ({ params: fact }),
    },
  }),

  dashboard: rule<UserParams, ShowsLearner>({
    kind: 'dashboard',
    namespace: 'dashboard',
    prefix: 'user_dashboard:',
    key: ({ userId }) => `user_dashboard:${userId}`,
    ttl: { l2: 5 * MINUTE, l1: 5 * MINUTE },
    tags: ({ userId }) => [tag.learner(userId), tag.user(userId)],
    // The rest of what is recommended may be as old as the entry: recommendations are excepted from the promise.
    tagsOf: ({ shownCourseIds }) => shownCourseIds.map(tag.syllabus),
    bodyOf: ({ body }) => body,
    metaOf: ({ facts }) => facts,
    invalidation: STRICT,
    todayIn: (_, { timezone }) => String(timezone),
    invalidatedBy: {
      'lesson.completed': (fact) => ({ params: fact }),
      'lesson.uncompleted': (fact) => ({ params: fact }),
      'lesson.watched': (fact) => ({ params: fact }),
      'enrollment.changed': (fact) => ({ params: fact }),
      'user.updated': (fact) => ({ params: fact }),
    },
  }),

  courseAnalytics: rule<CourseParams>({
    kind: 'course_analytics',
    namespace: 'analytics',
    prefix: 'analytics:course:',
    key: ({ courseId }) => `analytics:course:${courseId}`,
    ttl: { l2: 10 * MINUTE, l1: 5 * MINUTE },
    tags: ({ courseId }) => [tag.course(courseId), tag.courseActivity(courseId), tag.courseReviews(courseId)],
    invalidation: soft(5),
    todayIn: () => UTC,
    invalidatedBy: {
      'course.updated': (fact) => ({ params: fact }),
      'course.deleted': (fact) => ({ params: fact }),
      'lesson.completed': (fact) => ({ params: fact }),
      'lesson.uncompleted': (fact) => ({ params: fact }),
      'lesson.watched': (fact) => ({ params: fact }),
      'enrollment.changed': (fact) => ({ params: fact }),
      'review.changed': (fact) => ({ params: fact }),
    },
  }),

  studentPatterns: rule<PatternsParams, ShowsCourses>({
    kind: 'student_patterns',
    namespace: 'analytics',
    prefix: 'analytics:student:',
    key: ({ userId, tz }) => `analytics:student:${userId}:patterns${tz === 'UTC' ? '' : `:${tz}`}`,
    ttl: { l2: 20 * MINUTE, l1: 10 * MINUTE },
    tags: ({ userId }) => [tag.learner(userId)],
    tagsOf: ({ shownCourseIds }) => shownCourseIds.map(tag.course),
    bodyOf: ({ body }) => body,
    invalidation: soft(5),
    todayIn: ({ tz }) => tz,
    invalidatedBy: {
      'lesson.completed': ({ userId }) => ({ params: { userId, tz: 'UTC' } }),
      'lesson.uncompleted': ({ userId }) => ({ params: { userId, tz: 'UTC' } }),
      'lesson.watched': ({ userId }) => ({ params: { userId, tz: 'UTC' } }),
      'enrollment.changed': ({ userId }) => ({ params: { userId, tz: 'UTC' } }),
    },
  }),

  platformOverview: rule<Record<never, never>>({
    kind: 'platform_overview',
    namespace: 'analytics',
    prefix: 'analytics:platform:',
    key: () => 'analytics:platform:overview',
    ttl: { l2: 45 * MINUTE, l1: 22.5 * MINUTE },
    tags: () => [tag.activity, tag.users, tag.courses],
    invalidation: soft(15),
    todayIn: () => UTC,
    invalidatedBy: {
      'course.created': () => ({ params: {} }),
      'course.updated': () => ({ params: {} }),
      'course.deleted': () => ({ params: {} }),
      'lesson.completed': () => ({ params: {} }),
      'lesson.uncompleted': () => ({ params: {} }),
      'lesson.watched': () => ({ params: {} }),
      'enrollment.changed': () => ({ params: {} }),
      'user.registered': () => ({ params: {} }),
      'user.updated': () => ({ params: {} }),
    },
  }),

  /** Role, status and token version only: what a request's rights are decided on. */
  session: rule<UserParams>({
    kind: 'session',
    namespace: 'sessions',
    prefix: 'user_session:',
    key: ({ userId }) => `user_session:${userId}`,
    ttl: { l2: 15 * MINUTE, l1: 1 * MINUTE },
    tags: ({ userId }) => [tag.user(userId)],
    invalidation: STRICT,
    invalidatedBy: {
      'user.registered': (fact) => ({ params: fact }),
      'user.updated': (fact) => ({ params: fact }),
    },
  }),
} as const;

/** Every list has one of two tags; those that choose by no words are spared by most edits. */
function listsOutdatedBy(tags: readonly string[]) {
  return { tags, whole: tags.includes(tag.courses) && tags.includes(tag.listing) };
}

/** Hashes of parameters that were met before: queries are parsed once, so the same object comes again. */
const hashes = new WeakMap<ListParams, string>();

function sha1OfSortedJson(value: ListParams): string {
  const known = hashes.get(value);
  if (known !== undefined) return known;
  const hash = createHash('sha1')
    .update(JSON.stringify(sortMembers(value)))
    .digest('hex');
  if (Object.isFrozen(value)) hashes.set(value, hash);
  return hash;
}

function sortMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortMembers);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sortMembers(member)]),
  );
}
