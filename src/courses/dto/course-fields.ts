import { z } from 'zod';
import { ONE_LINE, SEVERAL_LINES } from '../../common/index.js';
import { COURSE_LIMITS } from '../course-limits.js';
import { COURSE_LEVELS } from '../course.schema.js';

/** Text on one line: trimmed, not empty. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(...ONE_LINE);

export const Title = line(COURSE_LIMITS.title);

export const Summary = z
  .string()
  .trim()
  .max(COURSE_LIMITS.summary)
  .regex(...SEVERAL_LINES);

export const Category = line(COURSE_LIMITS.category);

export const Level = z.enum(COURSE_LEVELS);

/** A BCP 47 tag in its canonical spelling (`en-us` becomes `en-US`), so that one language has one name. */
export const Language = z
  .string()
  .max(35)
  .refine(isLanguageTag, 'expected a BCP 47 language tag')
  .transform((tag) => Intl.getCanonicalLocales(tag)[0] ?? tag)
  .meta({ description: 'BCP 47 language tag', example: 'en' });

export const Tag = line(COURSE_LIMITS.tag);

/** A lower-case word, such as `article` or `video`. */
export const LessonType = z
  .string()
  .max(COURSE_LIMITS.type)
  .regex(/^[a-z][a-z0-9_-]*$/, 'expected a lower-case word')
  .meta({ example: 'video' });

export const DurationSeconds = z.number().int().min(0).max(COURSE_LIMITS.duration_seconds);

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
