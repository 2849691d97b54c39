import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ConsistencyService } from '../cache/index.js';
import type { AskedRequest } from '../common/http/asked-request.js';
import type { Principal } from '../common/index.js';
import type { VerifiedToken } from './access-tokens.service.js';
import { bearerTokenOf } from './bearer-token.js';
import { Sessions } from './sessions.service.js';

/** Tokens remembered at once: some 5 MB of those that are signed here, with their headers of 211 characters. */
const MOST_TOKENS = 10_000;
/** Longer headers are not remembered, so that it is never more than 8 MB. */
const LONGEST_HEADER = 512;

/**
 * Who sends a request, by the token in its `Authorization` header and the session behind that. A token whose check
 * (HMAC, JSON, schema) said yes is remembered until it expires, under the usual spelling of its header alone: it would
 * say the same again. Whether the session still stands is asked each time.
 */
@Injectable()
export class SignIns {
  private readonly verified = new LRUCache<string, VerifiedToken>({ max: MOST_TOKENS });

  constructor(
    private readonly sessions: Sessions,
    private readonly consistency: ConsistencyService,
  ) {}

  /** @throws {UnauthenticatedError} when the session behind a checked token does not stand any more */
  async identify(request: AskedRequest, token: VerifiedToken): Promise<Principal> {
    const header = request.headers.authorization ?? '';
    if (header.length <= LONGEST_HEADER && header === `Bearer ${bearerTokenOf(request)}`) {
      this.verified.set(header, token);
    }
    return await this.sessions.identify(token.claims, this.consistency.seenBy(request));
  }

  /** The same where it can be said at once; undefined leaves it to the strategy and to `identify`. */
  recall(request: AskedRequest): Principal | undefined {
    const header = request.headers.authorization ?? '';
    const token = this.verified.get(header);
    if (!token) return undefined;
    if (Math.floor(Date.now() / 1_000) >= token.expiresAt) {
      this.verified.delete(header);
      return undefined;
    }
    return this.sessions.recall(token.claims, this.consistency.seenBy(request));
  }
}
