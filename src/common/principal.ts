import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

export type RoleName = 'student' | 'instructor' | 'admin';

/** Who is asking, as the session cache knows them. Never holds an e-mail address. */
export interface Principal {
  /** 24-hex id, lower case. */
  readonly id: string;
  readonly role: RoleName;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the authentication guard; null for an anonymous request to a public route. */
    principal?: Principal | null;
  }
}

/** Injects the principal of a route that requires sign-in. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const principal = context.switchToHttp().getRequest<FastifyRequest>().principal;
  if (!principal) throw new Error('CurrentUser on a route without authentication');
  return principal;
});
