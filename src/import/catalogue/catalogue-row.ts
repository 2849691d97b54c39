import { z } from 'zod';
import { Category, COURSE_LIMITS, Language, Level, Summary, Tag, Title } from '../../courses/index.js';
import { DisplayName } from '../../users/index.js';

/** `All Levels` and `Beginner level`, as catalogues write it. */
const WrittenLevel = z
  .string()
  .transform((text) =>
    text
      .toLowerCase()
      .replace(/ levels?$/, '')
      .trim(),
  )
  .pipe(Level);

const Price = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,6})?$/, 'expected a number such as 19.90')
  .transform(Number)
  .pipe(z.number().max(COURSE_LIMITS.price));

/** Separated by commas, semicolons or bars; said twice is said once. */
const Tags = z
  .string()
  .transform((text) => [
    ...new Set(
      text
        .split(/[,;|]/)
        .map((tag) => tag.trim())
        .filter(Boolean),
    ),
  ])
  .pipe(z.array(Tag).max(COURSE_LIMITS.tags));

/** A date, or an instant in UTC or with an offset. */
const publishedBy = (now: Date) =>
  z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], 'expected a date such as 2024-01-31')
    .transform((text) => new Date(text))
    .refine((date) => date <= now, 'lies in the future');

/**
 * A row of a course catalogue. Only `title` is required; the limits are those of the API.
 *
 * @param now nothing can have been published after it
 */
export const catalogueRow = (now: Date) =>
  z.object({
    title: Title,
    summary: Summary.optional(),
    category: Category.optional(),
    level: WrittenLevel.optional(),
    language: Language.optional(),
    price: Price.optional(),
    tags: Tags.optional(),
    instructor: DisplayName.optional(),
    published_at: publishedBy(now).optional(),
  });

export type CatalogueRow = z.output<ReturnType<typeof catalogueRow>>;
