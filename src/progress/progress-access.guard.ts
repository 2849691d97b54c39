import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { TieredCacheService } from '../cache/index.js';
import { CATALOGUE } from '../catalogue/index.js';
import type { Admits, InstantGuard } from '../common/http/instant-guard.js';
import { ForbiddenError, hasRole, NotFoundError } from '../common/index.js';
import { courseIdOf, isOwner } from '../courses/index.js';
import { isSelf, resolveUser } from '../users/index.js';

/**
 * Lets through the learner, the course's instructor, and admins. To anybody else the answer is the same
 * whether the enrolment, or the course, exists or not.
 */
@Injectable()
export class ProgressAccessGuard implements CanActivate, InstantGuard {
  constructor(private readonly cache: TieredCacheService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const userId = resolveUser(request);
    const courseId = courseIdOf(request);
    const { principal } = request;
    if (!principal) return false;
    if (isSelf(principal, userId)) return true;
    if (hasRole(principal.role, 'instructor') && (await this.owns(request, courseId))) return true;
    throw new ForbiddenError('This belongs to somebody else.');
  }

  /** The learner, as most who ask are, and admins; whose course it is may take a look elsewhere. */
  admitting(): Admits {
    return (request) => {
      const userId = resolveUser(request);
      return !!request.principal && isSelf(request.principal, userId);
    };
  }

  private async owns({ principal }: FastifyRequest, courseId: string): Promise<boolean> {
    try {
      const { meta } = await this.cache.getOrLoad(CATALOGUE.course, { courseId });
      return isOwner(meta, principal);
    } catch (error) {
      if (error instanceof NotFoundError) return false;
      throw error;
    }
  }
}
