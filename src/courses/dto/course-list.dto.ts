import { z } from 'zod';
import { normaliseWords, ObjectIdText, pageQuery } from '../../common/index.js';
import { COURSE_LIMITS } from '../course-limits.js';
import { COURSE_STATUSES } from '../course.schema.js';
import { Category, Language, Level, Tag } from './course-fields.js';

export const SORT_ORDERS = ['recent', 'popular', 'top_rated'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

/** Words to search for; absent when empty. */
const Words = z
  .string()
  .max(200)
  .transform((text) => normaliseWords(text) || undefined);

/** To whoever generates a client it is the number that it stands for. */
const decimal = (most: number) =>
  z
    .string()
    .regex(/^\d{1,9}(\.\d{1,6})?$/, 'expected a number')
    .transform(Number)
    .pipe(z.number().max(most))
    .meta({ type: 'number', minimum: 0, maximum: most, pattern: undefined });

/** A parameter that may be repeated: one value or several, in any order, said twice or once. */
const Tags = z
  .preprocess((tags) => (typeof tags === 'string' ? [tags] : tags), z.array(Tag).max(COURSE_LIMITS.tags))
  .transform((tags) => [...new Set(tags)].sort());

export const CourseListQuery = z.strictObject({
  q: Words.optional().meta({
    description: 'words; "a phrase" and -without work; the order is still sort_by',
  }),
  category: Category.optional(),
  level: Level.optional(),
  language: Language.optional(),
  tags: Tags.optional().meta({ description: 'repeatable; a course must have all of them' }),
  instructor_id: ObjectIdText.optional(),
  price_max: decimal(COURSE_LIMITS.price).optional().meta({ description: 'greatest price' }),
  rating_min: decimal(5).optional().meta({ description: 'least rating_average' }),
  ...pageQuery,
  sort_by: z.enum(SORT_ORDERS).default('recent'),
  facets: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
  status: z.enum(COURSE_STATUSES).default('published').meta({
    description: 'draft and archived: your own (an admin: all), signed in, never cached',
  }),
});
export type CourseListQuery = z.output<typeof CourseListQuery>;

/**
 * Everything that decides what a list shows, defaults spelled out; also the cache row's parameters.
 * `owner_id` is set where only somebody's own courses may be shown; null is somebody who can have none.
 */
export type CourseListParams = CourseListQuery & { owner_id?: string | null | undefined };
