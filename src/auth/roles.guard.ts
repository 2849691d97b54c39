import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ForbiddenError, hasRole, LEAST_ROLE, UnauthenticatedError, type RoleName } from '../common/index.js';

/** Holds `@Roles(least)`: 401 for nobody, 403 for somebody with a lesser role. */
@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const least = this.reflector.getAllAndOverride<RoleName | undefined>(LEAST_ROLE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!least) return true;
    const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!principal) throw new UnauthenticatedError('Sign in first.');
    if (!hasRole(principal.role, least)) throw new ForbiddenError(`This needs the role ${least}.`);
    return true;
  }
}
