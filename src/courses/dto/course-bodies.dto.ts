import { z } from 'zod';
import { Id, Instant, pageOf } from '../../common/index.js';
import { COURSE_STATUSES } from '../course.schema.js';
import { Level } from './course-fields.js';

const id = Id;
const count = z.number().int();

export const LessonSummaryBody = z
  .strictObject({
    id,
    title: z.string(),
    type: z.string(),
    duration_seconds: count,
    required: z.boolean(),
  })
  .meta({ id: 'LessonSummary' });

export const SectionBody = z
  .strictObject({ id, title: z.string(), lessons: z.array(LessonSummaryBody) })
  .meta({ id: 'Section' });

export const LessonBody = z
  .strictObject({
    id,
    course_id: id,
    section_id: id,
    title: z.string(),
    type: z.string(),
    duration_seconds: count,
    required: z.boolean(),
    content: z.string(),
  })
  .meta({ id: 'Lesson' });

const summary = {
  id,
  title: z.string(),
  slug: z.string().meta({ description: 'the title as part of a URL; not unique' }),
  summary: z.string(),
  category: z.string(),
  level: Level,
  language: z.string(),
  tags: z.array(z.string()),
  price: z.number(),
  status: z.enum(COURSE_STATUSES),
  instructor: z.strictObject({ id, display_name: z.string() }),
  version: count,
  stats: z.strictObject({
    enrollments: count,
    completions: count,
    rating_average: z.number(),
    rating_count: count,
  }),
  published_at: Instant.nullable(),
  created_at: Instant,
  updated_at: Instant,
};

export const CourseItemBody = z.strictObject(summary).meta({ id: 'CourseItem' });

export const CourseBody = z
  .strictObject({ ...summary, description: z.string(), sections: z.array(SectionBody) })
  .meta({ id: 'Course' });

/** How many of the courses that the filters match have each value, most first. */
const Facet = z.array(z.strictObject({ value: z.string(), count }));

export const CourseFacets = z.strictObject({ category: Facet, level: Facet, language: Facet });

export const CoursePageBody = pageOf(CourseItemBody)
  .extend({ facets: CourseFacets.optional() })
  .meta({ id: 'CoursePage' });

export type LessonSummaryBody = z.infer<typeof LessonSummaryBody>;
export type SectionBody = z.infer<typeof SectionBody>;
export type LessonBody = z.infer<typeof LessonBody>;
export type CourseItemBody = z.infer<typeof CourseItemBody>;
export type CourseBody = z.infer<typeof CourseBody>;
export type CourseFacets = z.infer<typeof CourseFacets>;
export type CoursePageBody = z.infer<typeof CoursePageBody>;
