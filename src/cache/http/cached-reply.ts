import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import type { CacheAnswer } from '../cache-answer.js';
import { formatCacheStatus } from './cache-status.js';
import type { CachedMetadata } from './cached-route.js';

const PUBLIC = 'public, max-age=0, must-revalidate';
const PRIVATE = 'private, no-store';

export const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * Writes the head of an answer from the cache, and says what is left to send: its bytes, or nothing where
 * the client has them already (304).
 */
export function writeCached(
  cached: CachedMetadata,
  answer: CacheAnswer,
  request: FastifyRequest,
  reply: FastifyReply,
): Buffer | undefined {
  void reply
    .header('etag', answer.etag)
    .header('cache-status', formatCacheStatus(answer))
    .header('cache-control', lifetimeOf(cached, answer));
  if (isUnchanged(request.headers['if-none-match'], answer.etag)) {
    void reply.status(304);
    return undefined;
  }
  void reply.header('content-type', JSON_TYPE);
  return answer.body;
}

/** `Cache-Control` of an answer: who on the way may keep it, and ask whether it still stands. */
export function lifetimeOf({ row, route }: CachedMetadata, { meta }: CacheAnswer): string {
  return row.audience === 'private' || route.isPrivate?.(meta) === true ? PRIVATE : PUBLIC;
}

/**
 * Whether the client has these bytes. Only the validator counts: `fetch` sends `Cache-Control: no-cache` along with
 * it, and asks for a check, which this is.
 */
export function isUnchanged(validator: string | undefined, etag: string): boolean {
  return validator !== undefined && fresh({ 'if-none-match': validator }, { etag });
}

/** What nobody on the way may keep, since it was not asked of the cache. */
export function forbidKeeping(reply: FastifyReply): void {
  void reply.header('cache-control', PRIVATE);
}
