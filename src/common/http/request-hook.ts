import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { performance } from 'node:perf_hooks';
import { UnavailableError } from '../errors.js';
import type { Drain } from './drain.js';
import { DATA_HEADERS, isPage, PAGE_HEADERS } from './security-headers.js';

/** A request whose connection is done with it, answered or given up. */
export interface FinishedRequest {
  readonly request: FastifyRequest;
  readonly method: string;
  /** The route's pattern, never the address itself, so that there are few of them. */
  readonly route: string;
  /** What was answered; 499 when the client had left before. */
  readonly status: number;
  readonly milliseconds: number;
}

export type RequestObserver = (finished: FinishedRequest) => void;

const CLIENT_LEFT = 499;

/**
 * The one hook that every request passes, matched by a route or not: request id, headers that every answer
 * has, and the count of what is under way. It listens for `close`, since an answer that its client did
 * not wait for never finishes.
 */
export function hookRequests(
  fastify: FastifyInstance,
  drain: Drain,
  observers: readonly RequestObserver[],
): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const startedAt = performance.now();
    drain.enter();
    reply.raw.once('close', () => {
      drain.leave();
      const finished = describe(request, reply, performance.now() - startedAt);
      for (const observe of observers) observe(finished);
    });
    void reply
      .header('x-request-id', request.id)
      .headers(isPage(request.raw.url ?? '') ? PAGE_HEADERS : DATA_HEADERS);
    if (drain.isDraining) void reply.header('connection', 'close');
    done(drain.isClosed ? new UnavailableError('This instance is shutting down.') : undefined);
  });
}

function describe(request: FastifyRequest, reply: FastifyReply, milliseconds: number): FinishedRequest {
  return {
    request,
    method: request.method,
    route: request.routeOptions.url ?? 'unmatched',
    status: reply.raw.writableFinished ? reply.raw.statusCode : CLIENT_LEFT,
    milliseconds,
  };
}
