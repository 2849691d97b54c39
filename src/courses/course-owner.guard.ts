import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { TieredCacheService } from '../cache/index.js';
import { CATALOGUE } from '../catalogue/index.js';
import type { Admits, InstantGuard } from '../common/http/instant-guard.js';
import { ForbiddenError, UnauthenticatedError } from '../common/index.js';
import { courseIdOf, isOwner } from './course-access.js';

/**
 * Lets a course's instructor through, and admins. The course's cache entry knows whose it is, so most
 * requests cost no look at MongoDB.
 *
 * 400 for what is no id, 404 for an unknown course, 403 for everybody else.
 */
@Injectable()
export class CourseOwnerGuard implements CanActivate, InstantGuard {
  constructor(private readonly cache: TieredCacheService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!request.principal) throw new UnauthenticatedError('Sign in first.');
    const { meta } = await this.cache.getOrLoad(CATALOGUE.course, { courseId: courseIdOf(request) });
    if (!isOwner(meta, request.principal)) throw new ForbiddenError('The course belongs to somebody else.');
    return true;
  }

  admitting(): Admits {
    return (request) => {
      const course = this.cache.recall(CATALOGUE.course, { courseId: courseIdOf(request) });
      return course !== undefined && isOwner(this.cache.serve(course).meta, request.principal);
    };
  }
}
