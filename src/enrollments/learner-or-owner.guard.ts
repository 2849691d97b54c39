import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { TieredCacheService } from '../cache/index.js';
import { CATALOGUE } from '../catalogue/index.js';
import { ForbiddenError, UnauthenticatedError } from '../common/index.js';
import { assertVisible, courseIdOf, isOwner } from '../courses/index.js';
import { EnrollmentsService } from './enrollments.service.js';

/** Lets through whoever is enrolled in the course (and has not dropped it), its instructor, and admins. */
@Injectable()
export class LearnerOrOwnerGuard implements CanActivate {
  constructor(
    private readonly cache: TieredCacheService,
    private readonly enrollments: EnrollmentsService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { principal } = request;
    if (!principal) throw new UnauthenticatedError('Sign in first.');
    const courseId = courseIdOf(request);
    const { meta } = await this.cache.getOrLoad(CATALOGUE.course, { courseId });
    if (isOwner(meta, principal)) return true;
    assertVisible(meta, principal);
    if (!(await this.enrollments.isLearner(principal.id, courseId))) {
      throw new ForbiddenError('Enrol in the course first.');
    }
    return true;
  }
}
