import type { InstantAnswer } from '../../common/http/front-door.js';
import { DATA_HEADERS } from '../../common/http/security-headers.js';
import type { LogTime } from '../../database/index.js';
import type { CacheAnswer } from '../cache-answer.js';
import { formatCacheStatus } from './cache-status.js';
import { isUnchanged, JSON_TYPE, lifetimeOf } from './cached-reply.js';
import type { CachedMetadata } from './cached-route.js';
import { CONSISTENCY_HEADER } from './consistency.service.js';

/** What every answer of one entry says, as header lines: with its bytes, and without them (304). */
interface FixedLines {
  readonly whole: string;
  readonly unchanged: string;
  /** The consistency token of those who had seen nothing newer than the entry. */
  readonly token: string;
}

/** Writes the heads of one route's answers as text. What does not change as long as the entry is held is written once. */
export class CachedHead {
  private readonly fixed = new WeakMap<object, FixedLines>();

  constructor(
    private readonly route: string,
    private readonly cached: CachedMetadata,
    private readonly tokenOf: (time: LogTime) => string,
  ) {}

  /**
   * @param held what stands for the entry as long as it is the same
   * @param seen what the reader had seen before
   * @param validator the reader's `If-None-Match`
   */
  prepare(held: object, answer: CacheAnswer, seen: LogTime, validator: string | undefined): InstantAnswer {
    let fixed = this.fixed.get(held);
    if (!fixed) {
      fixed = this.write(answer);
      this.fixed.set(held, fixed);
    }
    const token = seen > answer.stamp ? this.tokenOf(seen) : fixed.token;
    const changing = `${CONSISTENCY_HEADER}: ${token}\r\ncache-status: ${formatCacheStatus(answer)}\r\n`;
    const { route } = this;
    return isUnchanged(validator, answer.etag)
      ? { route, status: 304, lines: fixed.unchanged + changing, body: undefined }
      : { route, status: 200, lines: fixed.whole + changing, body: answer.body };
  }

  private write(answer: CacheAnswer): FixedLines {
    const { etag, body } = answer;
    const headers = { ...DATA_HEADERS, 'cache-control': lifetimeOf(this.cached, answer), etag };
    const unchanged = linesOf(headers);
    const content = { 'content-type': JSON_TYPE, 'content-length': String(body.length) };
    return { unchanged, whole: unchanged + linesOf(content), token: this.tokenOf(answer.stamp) };
  }
}

function linesOf(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
}
