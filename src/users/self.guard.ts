import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AskedRequest } from '../common/http/asked-request.js';
import type { Admits, InstantGuard } from '../common/http/instant-guard.js';
import {
  ForbiddenError,
  hasRole,
  isCanonicalId,
  ObjectIdText,
  parseInput,
  UnauthenticatedError,
  type Principal,
} from '../common/index.js';

/** `me` or an id, as it stands in a path. */
export const UserRef = z
  .union([z.literal('me'), ObjectIdText], 'expected me or 24 hexadecimal characters')
  .meta({ description: '`me`, or the id of a user' });

const UserParam = z.object({ user: UserRef });

/** Whether the caller is that user, or an administrator. */
export function isSelf(principal: Principal, userId: string): boolean {
  return principal.id === userId || hasRole(principal.role, 'admin');
}

/**
 * Reads the `{user}` of a path, and puts the id in the place of `me`: from here on the person has one
 * spelling, and so has the cache key.
 *
 * @returns the id, lower case
 * @throws {InvalidInputError} before anything is looked up
 * @throws {UnauthenticatedError} when nobody is signed in
 */
export function resolveUser(request: AskedRequest): string {
  const { principal } = request;
  if (!principal) throw new UnauthenticatedError('Sign in first.');
  const params = request.params as Record<string, string>;
  const named = params['user'];
  const user = isCanonicalId(named) ? named : parseInput(UserParam, params).user;
  const id = user === 'me' ? principal.id : user;
  params['user'] = id;
  return id;
}

/** Self: the user that the path names in `{user}`, or an administrator. */
@Injectable()
export class SelfGuard implements CanActivate, InstantGuard {
  canActivate(context: ExecutionContext): boolean {
    return assertSelf(context.switchToHttp().getRequest<FastifyRequest>());
  }

  admitting(): Admits {
    return assertSelf;
  }
}

function assertSelf(request: AskedRequest): true {
  const userId = resolveUser(request);
  if (!request.principal || !isSelf(request.principal, userId))
    throw new ForbiddenError('This belongs to somebody else.');
  return true;
}
