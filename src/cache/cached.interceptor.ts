import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, type Observable } from 'rxjs';
import { CACHED_ROUTE, type CachedMetadata } from './cached-route.js';
import { TieredCacheService } from './tiered-cache.service.js';

@Injectable()
export class CachedInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly cache: TieredCacheService,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const cached = this.reflector.get<CachedMetadata>(CACHED_ROUTE, context.getHandler());
    const params = cached.route.from(request);
    if (cached.route.skip?.(params)) {
      request.cacheParams = params;
      void reply.header('cache-control', 'private, no-store');
      return next.handle();
    }
    return from(this.answer(cached, params, request, reply));
  }

  private async answer(
    { row, route }: CachedMetadata,
    params: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Buffer> {
    const answer = await this.cache.getOrLoad(row, params);
    route.authorize?.(answer.meta, request);
    void reply.header('content-type', 'application/json; charset=utf-8').header('etag', answer.etag);
    return answer.body;
  }
}
