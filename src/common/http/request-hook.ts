import type { FastifyInstance } from 'fastify';
import { performance } from 'node:perf_hooks';
import { InvalidInputError, UnavailableError, type AppError } from '../errors.js';
import type { Drain } from './drain.js';
import type { RequestWatch } from './finished-request.js';
import type { CountRequest } from './problem.filter.js';
import { isWellFormed } from './request-target.js';
import { DATA_HEADERS, isPage, PAGE_HEADERS } from './security-headers.js';

/**
 * The one hook that every request of the framework passes, matched by a route or not: request id, headers that
 * every answer has, and the count of what is under way.
 */
export function hookRequests(fastify: FastifyInstance, drain: Drain, watch: RequestWatch): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const url = request.raw.url ?? '';
    watch.until(reply.raw, performance.now(), () => ({
      ...{ id: request.id, method: request.method, url },
      route: request.routeOptions.url ?? 'unmatched',
    }));
    void reply.header('x-request-id', request.id).headers(isPage(url) ? PAGE_HEADERS : DATA_HEADERS);
    if (drain.isDraining) void reply.header('connection', 'close');
    done(refusal(url, drain));
  });
}

/** Bodies of these are not read. */
const WITHOUT_BODY = new Set(['GET', 'HEAD']);

/** Counts a request with a body before that is read: whoever asks too often has nothing parsed. */
export function countBeforeBody(fastify: FastifyInstance, count: CountRequest): void {
  fastify.addHook('onRequest', async (request) => {
    if (!WITHOUT_BODY.has(request.method)) await count(request);
  });
}

function refusal(url: string, drain: Drain): AppError | undefined {
  if (drain.isClosed) return new UnavailableError('This instance is shutting down.');
  return isWellFormed(url) ? undefined : new InvalidInputError('The address must not have a fragment (“#”).');
}
