import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, type Observable } from 'rxjs';
import type { CacheAnswer } from '../cache-answer.js';
import { AbsentError } from '../cache.errors.js';
import { forbidKeeping, writeCached } from './cached-reply.js';
import { CACHED_ROUTE, type CachedMetadata } from './cached-route.js';
import { ConsistencyService } from './consistency.service.js';
import { TieredCacheService } from '../tiered-cache.service.js';

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
      forbidKeeping(reply);
      return next.handle();
    }
    return from(this.answer(cached, params, request, reply));
  }

  private async answer(
    cached: CachedMetadata,
    params: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const seen = this.consistency.seenBy(request);
    const answer = await this.find(cached.row, params, seen, reply);
    this.consistency.tell(reply, seen, answer.readAt);
    cached.route.authorize?.(answer.meta, request);
    return writeCached(cached, answer, request, reply);
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
      this.consistency.tell(reply, seen, error instanceof AbsentError ? error.readAt : 0);
      throw error;
    }
  }
}
