import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { assertVisible } from './course-access.js';
import { CourseAccess } from './course-access.service.js';

/** Lets everyone through to courses that they may see: 404 for unknown ones and for somebody else's draft. */
@Injectable()
export class CourseVisibleGuard implements CanActivate {
  constructor(private readonly access: CourseAccess) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
    assertVisible(await this.access.find(context), principal);
    return true;
  }
}
