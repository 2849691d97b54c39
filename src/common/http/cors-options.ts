import type { FastifyCorsOptions } from '@fastify/cors';
import type { IncomingMessage } from 'node:http';

/** How long a browser may remember what a preflight allowed, in seconds. */
const PREFLIGHT_SECONDS = 600;

/**
 * Which pages of other origins may call. Credentials are never allowed: callers carry a bearer token, so
 * nothing rides along by itself.
 *
 * @param origins `*` among them allows all
 */
export function createCorsOptions(origins: readonly string[]) {
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
    // An `OPTIONS` that asks for no permission is no error.
    strictPreflight: false,
  } satisfies FastifyCorsOptions;
}

/** The header lines that the plugin gives an answer to a `GET` with those options, for answers that it does not see. */
export function corsLinesFor(origins: readonly string[]): (raw: IncomingMessage) => string {
  if (origins.length === 0) return () => '';
  const { exposedHeaders } = createCorsOptions(origins);
  const exposed = `access-control-expose-headers: ${exposedHeaders.join(', ')}\r\n`;
  if (origins.includes('*')) return () => `access-control-allow-origin: *\r\n${exposed}`;
  const known = new Map(origins.map((name) => [name, `access-control-allow-origin: ${name}\r\n`]));
  return ({ headers }) => `vary: Origin\r\n${known.get(headers.origin ?? '') ?? ''}${exposed}`;
}
