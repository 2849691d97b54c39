import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { PUBLIC_ROUTE, UnauthenticatedError, UnavailableError, type PublicAccess } from '../common/index.js';
import { isDatabaseAway } from '../common/http/database-away.js';
import type { AskedRequest } from '../common/http/asked-request.js';
import type { Admits, InstantGuard, RouteTarget } from '../common/http/instant-guard.js';
import type { VerifiedToken } from './access-tokens.service.js';
import { SignIns } from './sign-ins.service.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the strategy. */
    accessToken?: VerifiedToken;
  }
}

/**
 * Sets `request.principal` on every route.
 *
 * Without a token: null on `@Public()` routes, 401 on all others. A token that is not good is refused
 * on public routes too: its owner believes to be signed in, and should hear otherwise.
 */
@Injectable()
export class AuthenticationGuard extends AuthGuard('jwt') implements InstantGuard {
  constructor(
    private readonly reflector: Reflector,
    private readonly signIns: SignIns,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const access = this.accessOf({ handler: context.getHandler(), controller: context.getClass() });
    if (request.principal !== undefined || this.recognise(request, access)) return true;
    try {
      await super.canActivate(context);
      if (!request.accessToken) return false;
      request.principal = await this.signIns.identify(request, request.accessToken);
      return true;
    } catch (fault) {
      if (!access || !isOutage(fault)) throw fault;
      failWhenAsked(request, fault);
      return true;
    }
  }

  admitting(route: RouteTarget): Admits {
    const access = this.accessOf(route);
    return (request) => this.recognise(request, access);
  }

  /** Sets the principal where that needs no waiting. */
  private recognise(request: AskedRequest, access: PublicAccess | undefined): boolean {
    if (request.headers.authorization === undefined || access?.identify === false) {
      if (!access) throw new UnauthenticatedError('Sign in first.');
      request.principal = null;
      return true;
    }
    const principal = this.signIns.recall(request);
    if (!principal) return false;
    request.principal = principal;
    return true;
  }

  private accessOf({ handler, controller }: RouteTarget): PublicAccess | undefined {
    return this.reflector.getAllAndOverride<PublicAccess | undefined>(PUBLIC_ROUTE, [handler, controller]);
  }

  override handleRequest<T = VerifiedToken>(fault: unknown, token: T | false): T {
    if (fault instanceof Error) throw fault;
    if (!token) throw new UnauthenticatedError('The access token is not valid, or has run out.');
    return token;
  }
}

function isOutage(fault: unknown): fault is Error {
  return fault instanceof UnavailableError || isDatabaseAway(fault);
}

/**
 * While MongoDB is away nobody can be identified, but catalogue routes can still answer from the cache.
 * So the outage only comes up where the route wants to know who is asking.
 */
function failWhenAsked(request: FastifyRequest, fault: Error): void {
  Object.defineProperty(request, 'principal', {
    configurable: true,
    get: () => {
      throw fault;
    },
  });
}
