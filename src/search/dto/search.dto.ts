import { z } from 'zod';
import { Id, normaliseWords, pageOf, pageQuery } from '../../common/index.js';

export const SearchQuery = z.strictObject({
  q: z
    .string()
    .max(200)
    .transform(normaliseWords)
    .pipe(z.string().min(1))
    .meta({ description: 'words, the more of them found the better; "a phrase" and -without work' }),
  ...pageQuery,
});
export type SearchQuery = z.output<typeof SearchQuery>;

export const SearchHitBody = z
  .strictObject({
    kind: z.enum(['course', 'lesson']),
    course_id: Id,
    lesson_id: Id.optional(),
    title: z.string(),
    fragment: z.string().meta({
      description:
        'what surrounds the first match, as HTML: everything is escaped, and matching words are in <mark>',
    }),
    score: z.number().meta({ description: 'higher is better; comparable within one answer only' }),
  })
  .meta({ id: 'SearchHit' });
export type SearchHitBody = z.infer<typeof SearchHitBody>;

const Facet = z.array(z.strictObject({ value: z.string(), count: z.number().int() }));

export const SearchPageBody = pageOf(SearchHitBody)
  .extend({
    facets: z
      .strictObject({ category: Facet, level: Facet })
      .meta({ description: 'hits by their course’s category and level, most first' }),
  })
  .meta({ id: 'SearchPage' });
export type SearchPageBody = z.infer<typeof SearchPageBody>;
