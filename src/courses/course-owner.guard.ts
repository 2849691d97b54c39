import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Admits, InstantGuard } from '../common/http/instant-guard.js';
import { UnauthenticatedError } from '../common/index.js';
import { assertOwned, ownsCourse } from './course-access.js';
import { CourseAccess } from './course-access.service.js';

/**
 * Lets a course's instructor through, and admins.
 *
 * 400 for what is no id, 404 for an unknown course and for somebody else's draft, 403 for everybody else.
 */
@Injectable()
export class CourseOwnerGuard implements CanActivate, InstantGuard {
  constructor(private readonly access: CourseAccess) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!principal) throw new UnauthenticatedError('Sign in first.');
    assertOwned(await this.access.find(context), principal);
    return true;
  }

  admitting(): Admits {
    return (request) => {
      const course = this.access.recall(request);
      return course !== undefined && ownsCourse(course, request.principal);
    };
  }
}
