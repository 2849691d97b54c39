import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ForbiddenError, hasRole, LEAST_ROLE, UnauthenticatedError, type RoleName } from '../common/index.js';
import type { AskedRequest } from '../common/http/asked-request.js';
import type { Admits, InstantGuard, RouteTarget } from '../common/http/instant-guard.js';

/** Holds `@Roles(least)`: 401 for nobody, 403 for somebody with a lesser role. */
@Injectable()
export class RolesGuard implements CanActivate, InstantGuard {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const least = this.leastRole({ handler: context.getHandler(), controller: context.getClass() });
    return holds(context.switchToHttp().getRequest<FastifyRequest>(), least);
  }

  admitting(route: RouteTarget): Admits {
    const least = this.leastRole(route);
    return (request) => holds(request, least);
  }

  private leastRole({ handler, controller }: RouteTarget): RoleName | undefined {
    return this.reflector.getAllAndOverride<RoleName | undefined>(LEAST_ROLE, [handler, controller]);
  }
}

function holds({ principal }: AskedRequest, least: RoleName | undefined): boolean {
  if (!least) return true;
  if (!principal) throw new UnauthenticatedError('Sign in first.');
  if (!hasRole(principal.role, least)) throw new ForbiddenError(`This needs the role ${least}.`);
  return true;
}
