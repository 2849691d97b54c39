import { z } from 'zod';

export const MAX_PAGE_SIZE = 100;

/**
 * A whole number as a query says it: digits, and nothing else that JavaScript takes for one (`1e1`, `0x2`, an empty text).
 * To whoever generates a client it is the number that it stands for.
 */
export const queryInteger = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .regex(/^\d{1,16}$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.number().int().min(least).max(most))
    .meta({ type: 'integer', minimum: least, maximum: most, pattern: undefined });

/** `page` (1 …) and `page_size` (1–100, 12), to be spread into a query schema. */
export const pageQuery = {
  page: queryInteger(1).default(1),
  page_size: queryInteger(1, MAX_PAGE_SIZE).default(12),
};

export interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly page_size: number;
  readonly total: number;
  readonly total_pages: number;
}

/** Schema of a page of `item`, for the OpenAPI document. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({
    items: z.array(item),
    page: z.number().int(),
    page_size: z.number().int(),
    total: z.number().int(),
    total_pages: z.number().int(),
  });
}

/** A page past the end is an empty page, not an error. */
export function toPage<T>(
  items: readonly T[],
  total: number,
  query: { page: number; page_size: number },
): Page<T> {
  const { page, page_size } = query;
  return { items, page, page_size, total, total_pages: Math.ceil(total / page_size) };
}
