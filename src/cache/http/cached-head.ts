import type { InstantAnswer } from '../../common/http/front-door.js';
import { DATA_HEADERS } from '../../common/http/security-headers.js';
import type { CacheAnswer } from '../cache-answer.js';
import { formatCacheStatus } from './cache-status.js';
import { isUnchanged, JSON_TYPE, lifetimeOf } from './cached-reply.js';
import type { CachedMetadata } from './cached-route.js';
import { CONSISTENCY_HEADER } from './consistency.service.js';

/**
 * Writes the heads of one route's answers as text. What all of them say is written once; nothing is kept for an entry,
 * whose bytes the memory tier counts.
 */
export class CachedHead {
  /** By `Cache-Control`, which has two values. */
  private readonly common = new Map<string, string>();

  constructor(
    private readonly route: string,
    private readonly cached: CachedMetadata,
  ) {}

  /**
   * @param token the consistency token that the reader has from now on
   * @param validator the reader's `If-None-Match`
   */
  prepare(answer: CacheAnswer, token: string, validator: string | undefined): InstantAnswer {
    const { route } = this;
    const { etag, body } = answer;
    const lines = `${this.commonLines(answer)}etag: ${etag}\r\n${CONSISTENCY_HEADER}: ${token}\r\ncache-status: ${formatCacheStatus(answer)}\r\n`;
    if (isUnchanged(validator, etag)) return { route, status: 304, lines, body: undefined };
    const content = `content-type: ${JSON_TYPE}\r\ncontent-length: ${body.length}\r\n`;
    return { route, status: 200, lines: lines + content, body };
  }

  private commonLines(answer: CacheAnswer): string {
    const lifetime = lifetimeOf(this.cached, answer);
    const known = this.common.get(lifetime);
    if (known !== undefined) return known;
    const lines = Object.entries({ ...DATA_HEADERS, 'cache-control': lifetime })
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
    this.common.set(lifetime, lines);
    return lines;
  }
}
