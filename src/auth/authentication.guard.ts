import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import {
  PUBLIC_ROUTE,
  UnauthenticatedError,
  UnavailableError,
  type Principal,
  type PublicAccess,
} from '../common/index.js';
import { isDatabaseAway } from '../common/http/database-away.js';

/**
 * Sets `request.principal` on every route.
 *
 * Without a token: null on `@Public()` routes, 401 on all others. A token that is not good is refused
 * on public routes too: its owner believes to be signed in, and should hear otherwise.
 */
@Injectable()
export class AuthenticationGuard extends AuthGuard('jwt') {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const access = this.reflector.getAllAndOverride<PublicAccess | undefined>(PUBLIC_ROUTE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (request.headers.authorization === undefined || access?.identify === false) {
      if (!access) throw new UnauthenticatedError('Sign in first.');
      request.principal = null;
      return true;
    }
    try {
      return (await super.canActivate(context)) === true;
    } catch (fault) {
      if (!access || !isOutage(fault)) throw fault;
      failWhenAsked(request, fault);
      return true;
    }
  }

  override handleRequest<T = Principal>(fault: unknown, principal: T | false): T {
    if (fault instanceof Error) throw fault;
    if (!principal) throw new UnauthenticatedError('The access token is not valid, or has run out.');
    return principal;
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
