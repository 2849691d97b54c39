import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { TieredCacheService } from '../cache/index.js';
import { CATALOGUE } from '../catalogue/index.js';
import { assertVisible, courseIdOf } from './course-access.js';

/** Lets everyone through to courses that they may see: 404 for unknown ones and for somebody else's draft. */
@Injectable()
export class CourseVisibleGuard implements CanActivate {
  constructor(private readonly cache: TieredCacheService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { meta } = await this.cache.getOrLoad(CATALOGUE.course, { courseId: courseIdOf(request) });
    assertVisible(meta, request.principal);
    return true;
  }
}
