import { z } from 'zod';

export const MAX_PAGE_SIZE = 100;
/** The last page that can be asked for: beyond it, skipping costs more than anybody reads. */
export const MAX_PAGE = 10_000;

const queryInteger = (least: number, most: number, fallback: number) =>
  z.coerce.number().int().min(least).max(most).default(fallback);

/** `page` (1 …) and `page_size` (1–100, 12), to be spread into a query schema. */
export const pageQuery = {
  page: queryInteger(1, MAX_PAGE, 1),
  page_size: queryInteger(1, MAX_PAGE_SIZE, 12),
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
