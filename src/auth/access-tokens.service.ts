import { Injectable } from '@nestjs/common';
import { JwtService, type JwtModuleOptions } from '@nestjs/jwt';
import { z } from 'zod';
import { AppConfig } from '../../config/index.js';
import { ObjectIdText } from '../common/index.js';

/** Named when signing and when checking, so that a token can choose neither (RFC 8725, 3.1). */
export const ALGORITHM = 'HS256';
export const ISSUER = 'tiercel';

/** All that an access token says: who, and which of their token versions. Nothing personal. */
export const AccessClaims = z.object({ sub: ObjectIdText, ver: z.number().int().min(0) });
export type AccessClaims = z.output<typeof AccessClaims>;

/** An access token whose signature, issuer and expiry were found good. */
export interface VerifiedToken {
  readonly claims: AccessClaims;
  /** Seconds since the epoch (RFC 7519, 4.1.4). */
  readonly expiresAt: number;
}

const Payload = AccessClaims.extend({ exp: z.number() });

/** What a checked token says; null for one that is no access token of ours. */
export function readPayload(payload: unknown): VerifiedToken | null {
  const { success, data } = Payload.safeParse(payload);
  if (!success) return null;
  const { exp: expiresAt, ...claims } = data;
  return { claims, expiresAt };
}

export function jwtOptions({ env }: AppConfig): JwtModuleOptions {
  return {
    secret: env.JWT_SECRET,
    signOptions: { algorithm: ALGORITHM, issuer: ISSUER, expiresIn: env.ACCESS_TOKEN_EXPIRE_MINUTES * 60 },
  };
}

/** Signs access tokens. They are checked by `JwtStrategy`. */
@Injectable()
export class AccessTokens {
  /** Seconds. */
  readonly lifetime: number;

  constructor(
    private readonly jwt: JwtService,
    { env }: AppConfig,
  ) {
    this.lifetime = env.ACCESS_TOKEN_EXPIRE_MINUTES * 60;
  }

  async sign(userId: string, tokenVersion: number): Promise<string> {
    return await this.jwt.signAsync({ sub: userId, ver: tokenVersion } satisfies AccessClaims);
  }
}
