import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { toObjectId } from '../common/index.js';
import type { WriteReview } from './dto/review.dto.js';
import { REVIEW, reviewId, type Review } from './review.schema.js';

const DELETED_AT_ONCE = 1_000;

/** Reviews. Inside a transaction every operation joins it. */
@Injectable()
export class ReviewRepository {
  constructor(@InjectModel(REVIEW) private readonly reviews: Model<Review>) {}

  async find(courseId: string, userId: string): Promise<Review | null> {
    return this.reviews.findById(reviewId(courseId, userId)).lean<Review>();
  }

  /** Adds a review, or replaces what it says. */
  async write(courseId: string, userId: string, { rating, comment }: WriteReview): Promise<Review> {
    return this.reviews
      .findOneAndUpdate(
        { _id: reviewId(courseId, userId) },
        {
          $set: { rating, comment },
          $setOnInsert: { course_id: toObjectId(courseId), user_id: toObjectId(userId) },
        },
        { upsert: true, returnDocument: 'after' },
      )
      .orFail()
      .lean<Review>();
  }

  async delete(courseId: string, userId: string): Promise<void> {
    await this.reviews.deleteOne({ _id: reviewId(courseId, userId) });
  }

  /**
   * Deletes some of a course's reviews.
   * @returns how many; 0 when none is left.
   */
  async deleteSomeOfCourse(courseId: string): Promise<number> {
    const some = await this.reviews
      .find({ course_id: toObjectId(courseId) })
      .select({ _id: 1 })
      .limit(DELETED_AT_ONCE)
      .lean<Pick<Review, '_id'>[]>();
    return (await this.reviews.deleteMany({ _id: { $in: some.map(({ _id }) => _id) } })).deletedCount;
  }

  /** One page of a course's, the last written first. */
  async pageOfCourse(courseId: string, query: { page: number; page_size: number }): Promise<Review[]> {
    return this.reviews
      .find({ course_id: toObjectId(courseId) })
      .sort({ updated_at: -1, _id: 1 })
      .skip((query.page - 1) * query.page_size)
      .limit(query.page_size)
      .lean<Review[]>();
  }

  async countOfCourse(courseId: string): Promise<number> {
    return this.reviews.countDocuments({ course_id: toObjectId(courseId) });
  }
}
