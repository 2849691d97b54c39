import { z } from 'zod';
import { ObjectIdText, SEVERAL_LINES } from '../../common/index.js';
import { COURSE_LIMITS } from '../course-limits.js';
import { DurationSeconds, LessonType, Title } from './course-fields.js';

export const WriteSection = z.strictObject({ title: Title }).meta({ id: 'WriteSection' });
export type WriteSection = z.output<typeof WriteSection>;

const Content = z
  .string()
  .max(COURSE_LIMITS.content)
  .regex(...SEVERAL_LINES)
  .meta({ description: 'a body has room for all of it as UTF-8, not as an escape for each character' });

export const CreateLesson = z
  .strictObject({
    title: Title,
    type: LessonType.default('article'),
    duration_seconds: DurationSeconds.default(0),
    required: z.boolean().default(true).meta({ description: 'whether progress is measured by it' }),
    content: Content.default(''),
  })
  .meta({ id: 'CreateLesson' });
export type CreateLesson = z.output<typeof CreateLesson>;

export const UpdateLesson = z
  .strictObject({
    title: Title.optional(),
    type: LessonType.optional(),
    duration_seconds: DurationSeconds.optional(),
    required: z.boolean().optional(),
    content: Content.optional(),
  })
  .refine((body) => Object.keys(body).length > 0, 'expected at least one field')
  .meta({ id: 'UpdateLesson' });
export type UpdateLesson = z.output<typeof UpdateLesson>;

export const WriteOutline = z
  .strictObject({
    sections: z
      .array(
        z.strictObject({ id: ObjectIdText, lesson_ids: z.array(ObjectIdText).max(COURSE_LIMITS.lessons) }),
      )
      .max(COURSE_LIMITS.sections),
  })
  .meta({ id: 'WriteOutline', description: 'every section and every lesson of the course, exactly once' });
export type WriteOutline = z.output<typeof WriteOutline>;
