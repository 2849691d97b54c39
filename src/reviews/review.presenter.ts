import type { ReviewBody } from './dto/review.dto.js';
import type { Review } from './review.schema.js';

export function presentReview(review: Review): ReviewBody {
  return {
    user_id: review.user_id.toHexString(),
    rating: review.rating,
    comment: review.comment,
    created_at: review.created_at.toISOString(),
    updated_at: review.updated_at.toISOString(),
  };
}
