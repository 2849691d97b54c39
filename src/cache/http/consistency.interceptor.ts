import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { firstValueFrom, from, type Observable } from 'rxjs';
import { UNSTAMPED } from '../../common/index.js';
import { DatabaseScope, runInScope } from '../../database/index.js';
import { CACHED_ROUTE, type CachedMetadata } from './cached-route.js';
import { ConsistencyService } from './consistency.service.js';

/** Gives every answer its consistency token: reads past the cache run at a snapshot, writes tell their time. */
@Injectable()
export class ConsistencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly consistency: ConsistencyService,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const targets = [context.getHandler(), context.getClass()];
    const cached = this.reflector.get<CachedMetadata | undefined>(CACHED_ROUTE, context.getHandler());
    if (cached && !cached.route.skip?.(cached.route.from(request))) return next.handle();
    const seen = this.consistency.seenBy(request);
    if (this.reflector.getAllAndOverride<boolean | undefined>(UNSTAMPED, targets)) {
      this.consistency.tell(reply, seen, this.consistency.position);
      return next.handle();
    }
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    return from(isRead ? this.read(seen, reply, next) : this.write(seen, reply, next));
  }

  private async read(seen: number, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    const scope = new DatabaseScope(reply.request.id);
    try {
      return await runInScope(scope, async () => {
        const { value } = await this.consistency.readPast(seen, () => firstValueFrom<unknown>(next.handle()));
        return value;
      });
    } finally {
      this.consistency.tell(reply, seen, scope.observed);
    }
  }

  /** A write that fails may have seen something all the same, so the token is told in any case. */
  private async write(seen: number, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    const scope = new DatabaseScope(reply.request.id);
    try {
      return await runInScope(scope, () => firstValueFrom<unknown>(next.handle()));
    } finally {
      this.consistency.tell(reply, seen, scope.observed);
    }
  }
}
