import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { CHECKS_QUERY } from '../api-query.decorator.js';
import { InvalidInputError } from '../errors.js';
import type { Admits, InstantGuard, RouteTarget } from './instant-guard.js';

type Handler = ReturnType<ExecutionContext['getHandler']>;

/** What a handler reads, by a schema that refuses what it does not know. */
interface Reads {
  readonly query: boolean;
  readonly body: boolean;
}

/** Refuses query parameters on routes that take none, and bodies on routes that take none. */
@Injectable()
export class KnownParametersGuard implements CanActivate, InstantGuard {
  private readonly known = new WeakMap<Handler, Reads>();

  /** @throws {InvalidInputError} naming each parameter, or each member of the body */
  canActivate(context: ExecutionContext): boolean {
    const { query, body } = context.switchToHttp().getRequest<FastifyRequest>();
    const reads = this.readsOf(context);
    if (!reads.query) refuse('query parameters', 'parameter', Object.keys(query as object));
    if (!reads.body) refuse('body', 'member', membersOf(body));
    return true;
  }

  /** Of a `GET`, whose body nobody reads. */
  admitting({ controller, handler }: RouteTarget): Admits {
    if (readsOf(controller, handler).query) return () => true;
    return ({ query }) => Object.keys(query as object).length === 0;
  }

  private readsOf(context: ExecutionContext): Reads {
    const handler = context.getHandler();
    const reads = this.known.get(handler) ?? readsOf(context.getClass(), handler);
    this.known.set(handler, reads);
    return reads;
  }
}

/** An argument of the handler is the query or the body, or the cached route reads the query by a schema of its own. */
function readsOf(controller: object, handler: Handler): Reads {
  const args = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler.name) as object | undefined;
  const has = (type: RouteParamtypes): boolean =>
    Object.keys(args ?? {}).some((key) => key.startsWith(`${type}:`));
  return {
    query: Reflect.hasMetadata(CHECKS_QUERY, handler) || has(RouteParamtypes.QUERY),
    body: has(RouteParamtypes.BODY),
  };
}

/** Names of what a body says; clients that always send one send `{}` or `null` for nothing. */
function membersOf(body: unknown): string[] {
  if (body === undefined || body === null) return [];
  return typeof body === 'object' && !Array.isArray(body) ? Object.keys(body) : [''];
}

function refuse(what: string, part: string, names: readonly string[]): void {
  if (names.length === 0) return;
  const errors = names.map((path) => ({ path, message: `there is no such ${part}` }));
  throw new InvalidInputError(`The route takes no ${what}.`, { errors });
}
