import { z } from 'zod';
import { Id, Instant, pageOf, pageQuery, SEVERAL_LINES } from '../../common/index.js';

/** Characters of a comment. */
const COMMENT_LIMIT = 5_000;

export const WriteReview = z
  .strictObject({
    rating: z.number().int().min(1).max(5),
    comment: z
      .string()
      .trim()
      .max(COMMENT_LIMIT)
      .regex(...SEVERAL_LINES)
      .default(''),
  })
  .meta({ id: 'WriteReview' });
export type WriteReview = z.output<typeof WriteReview>;

export const ReviewBody = z
  .strictObject({
    user_id: Id,
    rating: z.number().int(),
    comment: z.string(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'Review' });
export type ReviewBody = z.infer<typeof ReviewBody>;

export const ReviewPageBody = pageOf(ReviewBody).meta({ id: 'ReviewPage' });

export const ListReviews = z.strictObject(pageQuery);
export type ListReviews = z.output<typeof ListReviews>;
