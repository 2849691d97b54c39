import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MethodNotAllowedError } from '../errors.js';
import type { AskedRequest } from './asked-request.js';
import { describeProblem } from './problem.js';

export { type Problem } from './problem.js';

/** Adds headers that every answer has, where an error came before whoever adds them. */
export type CompleteHeaders = (request: FastifyRequest, reply: FastifyReply) => void;

/** Counts a request towards its client's limit, unless it is counted already; throws beyond the limit. */
export type CountRequest = (request: Pick<AskedRequest, 'raw' | 'ip'>) => Promise<void>;

/** Renders every error as problem+json (RFC 9457), and logs those that nobody foresaw. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly complete: CompleteHeaders,
    private readonly methodsOf: (target: string) => readonly string[],
    private readonly count: CountRequest,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (!reply.sent) this.complete(request, reply);
    await countAndSend(this.reread(error, request), request, reply, () => this.count(request));
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

/** {@link sendProblem}, where the request may not be counted yet; beyond the limit that is the problem. */
export async function countAndSend(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  count: () => Promise<void>,
): Promise<void> {
  try {
    await count();
  } catch (limited) {
    sendProblem(limited, request, reply);
    return;
  }
  sendProblem(error, request, reply);
}
