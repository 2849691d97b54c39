import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { CHECKS_QUERY } from '../api-query.decorator.js';
import { InvalidInputError } from '../errors.js';
import type { Admits, InstantGuard, RouteTarget } from './instant-guard.js';

type Handler = ReturnType<ExecutionContext['getHandler']>;

/**
 * Refuses query parameters on routes that take none. Routes that take some have a schema, which refuses
 * what it does not know.
 */
@Injectable()
export class KnownParametersGuard implements CanActivate, InstantGuard {
  private readonly checkedElsewhere = new WeakMap<Handler, boolean>();

  /** @throws {InvalidInputError} naming each parameter */
  canActivate(context: ExecutionContext): boolean {
    const names = Object.keys(context.switchToHttp().getRequest<FastifyRequest>().query as object);
    if (names.length === 0 || this.hasSchema(context)) return true;
    const errors = names.map((path) => ({ path, message: 'there is no such parameter' }));
    throw new InvalidInputError('The route takes no query parameters.', { errors });
  }

  admitting({ controller, handler }: RouteTarget): Admits {
    if (readsQuery(controller, handler)) return () => true;
    return ({ query }) => Object.keys(query as object).length === 0;
  }

  private hasSchema(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    const known = this.checkedElsewhere.get(handler) ?? readsQuery(context.getClass(), handler);
    this.checkedElsewhere.set(handler, known);
    return known;
  }
}

/** Whether an argument of the handler is the query, or the cached route reads it by a schema of its own. */
function readsQuery(controller: object, handler: Handler): boolean {
  if (Reflect.hasMetadata(CHECKS_QUERY, handler)) return true;
  const args = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler.name) as object | undefined;
  return Object.keys(args ?? {}).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
}
