import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import { from, type Observable } from 'rxjs';
import type { CacheAnswer } from '../cache-answer.js';
import { formatCacheStatus } from './cache-status.js';
import { AbsentError } from '../cache.errors.js';
import { CACHED_ROUTE, type CachedMetadata } from './cached-route.js';
import { ConsistencyService } from './consistency.service.js';
import { TieredCacheService } from '../tiered-cache.service.js';

const PUBLIC = 'public, max-age=0, must-revalidate';
const PRIVATE = 'private, no-store';

/** Answers a handler with `@Cached` from the tiers: bytes, ETag, and where they came from. */
@Injectable()
export class CachedInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly cache: TieredCacheService,
    private readonly consistency: ConsistencyService,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const cached = this.reflector.get<CachedMetadata>(CACHED_ROUTE, context.getHandler());
    const params = cached.route.from(request);
    if (cached.route.skip?.(params)) {
      request.cacheParams = params;
      void reply.header('cache-control', PRIVATE);
      return next.handle();
    }
    return from(this.answer(cached, params, request, reply));
  }

  private async answer(
    { row, route }: CachedMetadata,
    params: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const seen = this.consistency.seenBy(request);
    const answer = await this.find(row, params, seen, reply);
    this.consistency.tell(reply, seen, answer.stamp);
    route.authorize?.(answer.meta, request);
    const isPrivate = row.audience === 'private' || route.isPrivate?.(answer.meta) === true;
    void reply
      .header('etag', answer.etag)
      .header('cache-status', formatCacheStatus(answer))
      .header('cache-control', isPrivate ? PRIVATE : PUBLIC);
    // Only the validator counts: `fetch` sends `Cache-Control: no-cache` along with it, and asks for a check, which this is.
    if (fresh({ 'if-none-match': request.headers['if-none-match'] }, { etag: answer.etag })) {
      void reply.status(304);
      return undefined;
    }
    void reply.header('content-type', 'application/json; charset=utf-8');
    return answer.body;
  }

  /** Passes "not found" on with its token: who saw that something is gone must not see it again. */
  private async find(
    row: CachedMetadata['row'],
    params: unknown,
    seen: number,
    reply: FastifyReply,
  ): Promise<CacheAnswer> {
    try {
      return await this.cache.getOrLoad(row, params, { notBefore: seen });
    } catch (error) {
      this.consistency.tell(reply, seen, error instanceof AbsentError ? error.stamp : 0);
      throw error;
    }
  }
}
