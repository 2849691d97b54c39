import { z } from 'zod';
import { ObjectIdText, SEVERAL_LINES } from '../../common/index.js';
import { COURSE_LIMITS } from '../course-limits.js';
import { Category, Language, Level, Summary, Tag, Title } from './course-fields.js';

const fields = {
  title: Title,
  summary: Summary,
  description: z
    .string()
    .max(COURSE_LIMITS.description)
    .regex(...SEVERAL_LINES),
  category: Category,
  level: Level,
  language: Language,
  tags: z
    .array(Tag)
    .max(COURSE_LIMITS.tags)
    .transform((tags) => [...new Set(tags)]),
  price: z.number().min(0).max(COURSE_LIMITS.price),
};

const { title, ...others } = z.strictObject(fields).partial().shape;
const instructor_id = ObjectIdText.optional().meta({ description: 'whose course it is; admins only' });

export const CreateCourse = z
  .strictObject({ title: title.unwrap(), ...others, instructor_id })
  .meta({ id: 'CreateCourse' });
export type CreateCourse = z.output<typeof CreateCourse>;

export const UpdateCourse = z
  .strictObject({ title, ...others, instructor_id })
  .refine((body) => Object.keys(body).length > 0, 'expected at least one field')
  .meta({ id: 'UpdateCourse' });
export type UpdateCourse = z.output<typeof UpdateCourse>;
