import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeProblem } from './problem.js';

export { type Problem } from './problem.js';

/** Adds headers that every answer has, where an error came before whoever adds them. */
export type CompleteHeaders = (request: FastifyRequest, reply: FastifyReply) => void;

/** Renders every error as problem+json (RFC 9457), and logs those that nobody foresaw. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly complete: CompleteHeaders) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (!reply.sent) this.complete(request, reply);
    sendProblem(error, request, reply);
  }
}

/** Answers with the problem that an error is, unless an answer is under way already. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { problem, headers, unexpected } = describeProblem(error, request.raw.url ?? '/');
  if (unexpected) request.log.error({ err: error }, 'unexpected error');
  if (reply.sent) return;
  void reply.status(problem.status).headers(headers).send(JSON.stringify(problem));
}
