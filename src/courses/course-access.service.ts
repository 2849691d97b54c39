import { Injectable, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConsistencyService, TieredCacheService } from '../cache/index.js';
import { AbsentError } from '../cache/cache.errors.js';
import { CATALOGUE } from '../catalogue/index.js';
import type { AskedRequest } from '../common/http/asked-request.js';
import { courseAtHand, courseIdOf, type CourseAtHand } from './course-access.js';

/**
 * Courses as guards look at them. The course's cache entry knows whose it is, so most requests cost no look at MongoDB.
 * Rights do not go back in time either: no course is older here than the caller's consistency token.
 */
@Injectable()
export class CourseAccess {
  constructor(
    private readonly cache: TieredCacheService,
    private readonly consistency: ConsistencyService,
  ) {}

  /**
   * The course that a request names. Whoever is refused by what it says is told its time, too; others hear that of
   * their answer.
   * @throws {InvalidInputError} for what is no id
   * @throws {NotFoundError} for an unknown course
   * @throws {UnavailableError} when nothing can be proved
   */
  async find(context: ExecutionContext): Promise<CourseAtHand> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const courseId = courseIdOf(request);
    const seen = this.consistency.seenBy(request);
    try {
      const { meta, readAt } = await this.cache.getOrLoad(
        CATALOGUE.course,
        { courseId },
        { notBefore: seen },
      );
      this.consistency.tell(reply, seen, readAt);
      return courseAtHand(courseId, meta);
    } catch (error) {
      if (error instanceof AbsentError) this.consistency.tell(reply, seen, error.readAt);
      throw error;
    }
  }

  /** The same from memory alone; undefined where it cannot say. */
  recall(request: AskedRequest): CourseAtHand | undefined {
    const courseId = courseIdOf(request);
    const notBefore = this.consistency.seenBy(request);
    const recalled = this.cache.recall(CATALOGUE.course, { courseId }, { notBefore });
    return recalled && courseAtHand(courseId, this.cache.serve(recalled).meta);
  }
}
