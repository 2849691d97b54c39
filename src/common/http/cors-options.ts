import type { FastifyCorsOptions } from '@fastify/cors';

/** How long a browser may remember what a preflight allowed, in seconds. */
const PREFLIGHT_SECONDS = 600;

/**
 * Which pages of other origins may call. Credentials are never allowed: callers carry a bearer token, so
 * nothing rides along by itself.
 *
 * @param origins `*` among them allows all
 */
export function createCorsOptions(origins: readonly string[]): FastifyCorsOptions {
  return {
    origin: origins.includes('*') ? '*' : [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'Authorization',
      'Content-Type',
      'If-Match',
      'If-None-Match',
      'Last-Event-ID',
      'X-Consistency-Token',
      'X-Request-Id',
    ],
    exposedHeaders: ['Cache-Status', 'ETag', 'Retry-After', 'X-Consistency-Token', 'X-Request-Id'],
    maxAge: PREFLIGHT_SECONDS,
  };
}
