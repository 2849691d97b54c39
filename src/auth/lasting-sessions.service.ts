import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { FastifyRequest } from 'fastify';
import { UnauthenticatedError, type Principal } from '../common/index.js';
import { readPayload } from './access-tokens.service.js';
import { bearerTokenOf } from './bearer-token.js';
import { Sessions } from './sessions.service.js';

/**
 * Who somebody is by now.
 * @throws {UnauthenticatedError} when the access token has run out, or its session has ended
 * @throws {UnavailableError} when that cannot be proved
 */
export type LastingSession = () => Promise<Principal>;

/** For answers that last longer than what the guard found: a stream has to ask again. */
@Injectable()
export class LastingSessions {
  constructor(
    private readonly jwt: JwtService,
    private readonly sessions: Sessions,
  ) {}

  /** @param request that the guard has let through: its token's signature is not checked again. */
  of(request: FastifyRequest): LastingSession {
    const token = readPayload(this.jwt.decode(bearerTokenOf(request) ?? ''));
    if (!token) throw new UnauthenticatedError('This is not an access token.');
    const { claims, expiresAt } = token;
    return async () => {
      if (Date.now() >= expiresAt * 1_000) throw new UnauthenticatedError('The access token has run out.');
      return await this.sessions.identify(claims, 0);
    };
  }
}
