import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import type { CacheAnswer } from '../cache-answer.js';
import { formatCacheStatus } from './cache-status.js';
import type { CachedMetadata } from './cached-route.js';

const PUBLIC = 'public, max-age=0, must-revalidate';
const PRIVATE = 'private, no-store';

/**
 * Writes the head of an answer from the cache, and says what is left to send: its bytes, or nothing where
 * the client has them already (304).
 */
export function writeCached(
  { row, route }: CachedMetadata,
  answer: CacheAnswer,
  request: FastifyRequest,
  reply: FastifyReply,
): Buffer | undefined {
  const isPrivate = row.audience === 'private' || route.isPrivate?.(answer.meta) === true;
  void reply
    .header('etag', answer.etag)
    .header('cache-status', formatCacheStatus(answer))
    .header('cache-control', isPrivate ? PRIVATE : PUBLIC);
  const validator = request.headers['if-none-match'];
  // Only the validator counts: `fetch` sends `Cache-Control: no-cache` along with it, and asks for a check, which this is.
  if (validator !== undefined && fresh({ 'if-none-match': validator }, { etag: answer.etag })) {
    void reply.status(304);
    return undefined;
  }
  void reply.header('content-type', 'application/json; charset=utf-8');
  return answer.body;
}

/** What nobody on the way may keep, since it was not asked of the cache. */
export function forbidKeeping(reply: FastifyReply): void {
  void reply.header('cache-control', PRIVATE);
}
