import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import type { FastifyRequest } from 'fastify';
import { AppConfig } from '../../config/index.js';
import { ConsistencyService } from '../cache/index.js';
import { UnauthenticatedError, type Principal } from '../common/index.js';
import { AccessClaims, ALGORITHM, ISSUER } from './access-tokens.service.js';
import { Sessions } from './sessions.service.js';

/** Checks the signature, issuer and expiry of a bearer token, then asks the session behind it. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(
    config: AppConfig,
    private readonly sessions: Sessions,
    private readonly consistency: ConsistencyService,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: config.env.JWT_SECRET,
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      passReqToCallback: true,
    });
  }

  async validate(request: FastifyRequest, payload: unknown): Promise<Principal> {
    const claims = AccessClaims.safeParse(payload);
    if (!claims.success) throw new UnauthenticatedError('This is not an access token.');
    return await this.sessions.identify(claims.data, this.consistency.seenBy(request));
  }
}
