import {
  applyDecorators,
  createParamDecorator,
  SetMetadata,
  UseInterceptors,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CACHED_ROUTE, type CachedRoute } from './cached-route.js';
import type { CacheRow } from '../define-cache.js';
import { CachedInterceptor } from './cached.interceptor.js';

/**
 * Serves a handler cache-aside. The handler is the row's loader: it takes the row's parameters
 * (`@CacheParams()`) and nothing else, so that warming, seeding and refreshing can call it too.
 * It runs at a snapshot; what it returns is encoded once and kept as bytes.
 */
export function Cached<P, V>(row: CacheRow<P, V>, route: CachedRoute<P>): MethodDecorator {
  return applyDecorators(SetMetadata(CACHED_ROUTE, { row, route }), UseInterceptors(CachedInterceptor));
}

/** The parameters that `from` made of the request. */
export const CacheParams = createParamDecorator(
  (_: unknown, context: ExecutionContext): unknown =>
    context.switchToHttp().getRequest<FastifyRequest>().cacheParams,
);
