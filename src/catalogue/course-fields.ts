import { tag } from './tags.js';

/**
 * The members of a course that decide which lists it stands in, and where: filters, orders and facets. The counters do
 * too, and are excepted (design: counts may lag). What is only shown outdates the lists that show it.
 */
export const LISTED_BY = [
  'status',
  'category',
  'level',
  'language',
  'tags',
  'price',
  'instructor',
  'published_at',
] as const;

/** The members that progress is counted by. */
export const OUTLINED_BY = ['sections'] as const;

/** The members that learners are shown of courses that they take, and without which none is recommended. */
export const SYLLABUS_OF = ['title', 'status', 'sections'] as const;

/** What a change of a course outdates beyond the lists that choose by words: all that names it, and what the change decides on. */
export function tagsOfCourse(courseId: string, fields?: readonly string[]): string[] {
  const touches = (deciding: readonly string[]): boolean =>
    fields === undefined || fields.some((field) => deciding.includes(field));
  return [
    tag.course(courseId),
    tag.courses,
    ...(touches(LISTED_BY) ? [tag.listing] : []),
    ...(touches(OUTLINED_BY) ? [tag.outline(courseId)] : []),
    ...(touches(SYLLABUS_OF) ? [tag.syllabus(courseId)] : []),
  ];
}
