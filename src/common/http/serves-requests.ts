import type { HttpAdapterHost } from '@nestjs/core';

/** Whether this process serves requests, or is a program that merely uses the services. */
export function servesRequests(host: HttpAdapterHost): boolean {
  // Undefined in an application context, whatever the declaration says.
  const adapter: unknown = host.httpAdapter;
  return !!adapter;
}
