import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MethodNotAllowedError } from '../errors.js';
import { describeProblem } from './problem.js';

export { type Problem } from './problem.js';

/** Adds headers that every answer has, where an error came before whoever adds them. */
export type CompleteHeaders = (request: FastifyRequest, reply: FastifyReply) => void;

/** Renders every error as problem+json (RFC 9457), and logs those that nobody foresaw. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly complete: CompleteHeaders,
    private readonly methodsOf: (target: string) => readonly string[],
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (!reply.sent) this.complete(request, reply);
    sendProblem(this.reread(error, request), request, reply);
  }

  /** What the router has no route for may be at this address all the same, for another method (RFC 9110, 15.5.6). */
  private reread(error: unknown, { raw, method }: FastifyRequest): unknown {
    if (!(error instanceof NotFoundException)) return error;
    const allowed = this.methodsOf(raw.url ?? '');
    return allowed.length > 0 && !allowed.includes(method) ? new MethodNotAllowedError(allowed) : error;
  }
}

/** Answers with the problem that an error is, unless an answer is under way already. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { problem, headers, unexpected } = describeProblem(error, request.raw.url ?? '/');
  if (unexpected) request.log.error({ err: error }, 'unexpected error');
  if (reply.sent) return;
  void reply.status(problem.status).headers(headers).send(JSON.stringify(problem));
}
