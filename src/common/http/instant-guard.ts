import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { AskedRequest } from './asked-request.js';

/** The class and the method that answer a route: what the decorators have been put on. */
export interface RouteTarget {
  readonly controller: ReturnType<ExecutionContext['getClass']>;
  readonly handler: ReturnType<ExecutionContext['getHandler']>;
}

/** Whether a request may pass, said at once. */
export type Admits = (request: AskedRequest) => boolean;

/**
 * A guard that can also say yes without waiting for anything, so that an answer from memory need not wait either.
 *
 * Where `Admits` says no, cannot tell or throws, the usual pipeline runs, and `canActivate` gives the whole
 * answer: a refusal is worded in one place. Both must go by the same rule.
 */
export interface InstantGuard extends CanActivate {
  /** Looks the route's decorators up once; undefined where this route always takes the pipeline. */
  admitting(route: RouteTarget): Admits | undefined;
}

export function isInstant(guard: object): guard is InstantGuard {
  return 'admitting' in guard && typeof guard.admitting === 'function';
}
