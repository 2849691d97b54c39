import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import { AppError, type FieldError } from '../errors.js';

/** RFC 9457 problem details. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly FieldError[];
}

/** Renders every error as problem+json: never a stack, never a driver's message. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const instance = request.url.split('?', 1)[0] ?? '/';
    const problem = { ...describe(error), instance };
    if (problem.status >= 500 && !(error instanceof AppError)) this.logger.error(error);
    if (reply.sent) return;
    if (error instanceof AppError) void reply.headers(error.headers);
    void reply
      .status(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', 'private, no-store')
      .send(JSON.stringify(problem));
  }
}

function describe(error: unknown): Omit<Problem, 'instance'> {
  if (error instanceof AppError) {
    const { code, title, status, message, errors } = error;
    return { type: `urn:tiercel:problem:${code}`, title, status, detail: message, ...(errors && { errors }) };
  }
  const status = statusOf(error);
  const title = STATUS_CODES[status] ?? 'Error';
  const detail =
    status < 500 && error instanceof Error
      ? error.message
      : 'The request could not be completed; the log knows why.';
  return { type: 'about:blank', title, status, detail };
}

/** Nest's exceptions and Fastify's own errors carry a status; anything else is ours to be ashamed of. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number')
    return error.statusCode;
  return 500;
}
