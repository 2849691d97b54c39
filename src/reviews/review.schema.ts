import { Schema, type Types } from 'mongoose';

/** One learner's opinion of one course. `_id` is `{course}:{user}`. */
export interface Review {
  _id: string;
  course_id: Types.ObjectId;
  user_id: Types.ObjectId;
  /** 1–5 */
  rating: number;
  comment: string;
  created_at: Date;
  updated_at: Date;
}

/** The id of a review, so that a delete in MongoDB's log still names the course. */
export function reviewId(courseId: string, userId: string): string {
  return `${courseId}:${userId}`;
}

export const ReviewSchema = new Schema<Review>(
  {
    _id: String,
    course_id: { type: Schema.Types.ObjectId, required: true },
    user_id: { type: Schema.Types.ObjectId, required: true },
    rating: { type: Number, required: true, min: 1, max: 5 },
    comment: { type: String, default: '' },
  },
  {
    collection: 'reviews',
    versionKey: false,
    timestamps: { createdAt: 'created_at', updatedAt: 'updated_at' },
  },
);
ReviewSchema.index({ course_id: 1, updated_at: -1, _id: 1 });

export const REVIEW = 'Review';
