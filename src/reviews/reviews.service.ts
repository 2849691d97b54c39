import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongodb';
import { ForbiddenError, toObjectId, toPage, type Page, type Principal } from '../common/index.js';
import { assertVisible, CourseRemoval, CoursesService, unknownCourse } from '../courses/index.js';
import { Transactions, type Written } from '../database/index.js';
import { EnrollmentsService } from '../enrollments/index.js';
import { EventBus } from '../events/index.js';
import { OutboxService, type RollupEffects } from '../outbox/index.js';
import type { ListReviews, ReviewBody, WriteReview } from './dto/review.dto.js';
import { presentReview } from './review.presenter.js';
import { ReviewRepository } from './review.repository.js';
import type { Review } from './review.schema.js';

/** What learners think of a course. Ratings reach the course's counters through the outbox. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly reviews: ReviewRepository,
    private readonly enrollments: EnrollmentsService,
    private readonly courses: CoursesService,
    private readonly removal: CourseRemoval,
    private readonly outbox: OutboxService,
    private readonly transactions: Transactions,
    private readonly events: EventBus,
  ) {}

  /**
   * Writes a learner's own review, or replaces it; the same once more changes nothing.
   * @throws {NotFoundError} for an unknown course and for somebody else's draft
   * @throws {ForbiddenError} for whoever is not enrolled
   */
  async write(learner: Principal, courseId: string, body: WriteReview, now: Date): Promise<ReviewBody> {
    const { value, writtenAt } = await this.writeOnce(learner, courseId, body, now);
    if (value.changed) {
      if (!(await this.courses.exists(courseId))) {
        await this.removal.removeAll(courseId, now);
        throw unknownCourse(courseId);
      }
      await this.events.announce('review.changed', { userId: learner.id, courseId, writtenAt });
    }
    return presentReview(value.review);
  }

  /** Deletes a learner's own review, if there is one. */
  async delete(learner: Principal, courseId: string, now: Date): Promise<void> {
    const { id: userId } = learner;
    const { value: deleted, writtenAt } = await this.transactions.run(async (session) => {
      await this.assertLearner(learner, courseId);
      const before = await this.reviews.find(courseId, userId);
      if (!before) return false;
      await this.reviews.delete(courseId, userId);
      await this.append(session, userId, courseId, now, ratingEffects(before.rating, null));
      return true;
    });
    if (deleted) await this.events.announce('review.changed', { userId, courseId, writtenAt });
  }

  async pageOfCourse(courseId: string, query: ListReviews): Promise<Page<ReviewBody>> {
    const reviews = await this.reviews.pageOfCourse(courseId, query);
    return toPage(reviews.map(presentReview), await this.reviews.countOfCourse(courseId), query);
  }

  /** Two first reviews at once: the slower one finds the other's when it looks again. */
  private async writeOnce(
    learner: Principal,
    courseId: string,
    body: WriteReview,
    now: Date,
  ): Promise<Written<{ review: Review; changed: boolean }>> {
    const { id: userId } = learner;
    return this.transactions.runLookingTwice(async (session) => {
      await this.assertLearner(learner, courseId);
      const before = await this.reviews.find(courseId, userId);
      if (before?.rating === body.rating && before.comment === body.comment) {
        return { review: before, changed: false };
      }
      const review = await this.reviews.write(courseId, userId, body);
      if (before?.rating !== body.rating) {
        await this.append(session, userId, courseId, now, ratingEffects(before?.rating ?? null, body.rating));
      }
      return { review, changed: true };
    });
  }

  private async assertLearner(learner: Principal, courseId: string): Promise<void> {
    if (await this.enrollments.isLearner(learner.id, courseId)) return;
    const course = await this.courses.findOutline(courseId);
    if (!course) throw unknownCourse(courseId);
    assertVisible(course, learner);
    throw new ForbiddenError('Enrol in the course first.');
  }

  private async append(
    session: ClientSession,
    userId: string,
    courseId: string,
    at: Date,
    effects: RollupEffects,
  ): Promise<void> {
    await this.outbox.append(session, {
      type: 'review_changed',
      course_id: toObjectId(courseId),
      user_id: toObjectId(userId),
      at,
      effects,
    });
  }
}

/** What replacing one rating by another adds to the course's ratings; null is no rating. */
export function ratingEffects(before: number | null, after: number | null): RollupEffects {
  const stars: Record<number, number> = {};
  if (before !== null) stars[before] = -1;
  if (after !== null) stars[after] = (stars[after] ?? 0) + 1;
  return {
    rating: {
      sum: (after ?? 0) - (before ?? 0),
      count: (after === null ? 0 : 1) - (before === null ? 0 : 1),
      stars,
    },
  };
}
