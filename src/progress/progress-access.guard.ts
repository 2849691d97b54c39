import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Admits, InstantGuard } from '../common/http/instant-guard.js';
import { ForbiddenError, hasRole, NotFoundError, type Principal } from '../common/index.js';
import { CourseAccess, courseIdOf, ownsCourse } from '../courses/index.js';
import { isSelf, resolveUser } from '../users/index.js';

/**
 * Lets through the learner, the course's instructor, and admins. To anybody else the answer is the same
 * whether the enrolment, or the course, exists or not.
 */
@Injectable()
export class ProgressAccessGuard implements CanActivate, InstantGuard {
  constructor(private readonly access: CourseAccess) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const userId = resolveUser(request);
    // What is no id is refused before anybody is.
    courseIdOf(request);
    const { principal } = request;
    if (!principal) return false;
    if (isSelf(principal, userId)) return true;
    if (hasRole(principal.role, 'instructor') && (await this.owns(context, principal))) return true;
    throw new ForbiddenError('This belongs to somebody else.');
  }

  /** The learner, as most who ask are, and admins; whose course it is may take a look elsewhere. */
  admitting(): Admits {
    return (request) => {
      const userId = resolveUser(request);
      return !!request.principal && isSelf(request.principal, userId);
    };
  }

  private async owns(context: ExecutionContext, principal: Principal): Promise<boolean> {
    try {
      return ownsCourse(await this.access.find(context), principal);
    } catch (error) {
      if (error instanceof NotFoundError) return false;
      throw error;
    }
  }
}
