import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-jwt';
import { AppConfig } from '../../config/index.js';
import { UnauthenticatedError } from '../common/index.js';
import { ALGORITHM, ISSUER, readPayload, type VerifiedToken } from './access-tokens.service.js';
import { bearerTokenOf } from './bearer-token.js';

/**
 * Checks the signature, issuer and expiry of a bearer token. Whether the session behind it stands is asked by the
 * guard: passport keeps one strategy a process, whichever application made it.
 */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor({ env }: AppConfig) {
    super({
      jwtFromRequest: bearerTokenOf,
      secretOrKey: env.JWT_SECRET,
      algorithms: [ALGORITHM],
      issuer: ISSUER,
    });
  }

  validate(payload: unknown): VerifiedToken {
    const token = readPayload(payload);
    if (!token) throw new UnauthenticatedError('This is not an access token.');
    return token;
  }
}
