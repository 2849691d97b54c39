import { HttpException, NotFoundException } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';
import { AppError, NotFoundError, UnavailableError, type FieldError } from '../errors.js';
import { isDatabaseAway } from './database-away.js';
import { BODY_LIMIT } from './json-body.js';
import { pathOf } from './request-target.js';

/** RFC 9457 problem details. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly FieldError[];
}

/** A problem, and the headers that belong to it. */
export interface ProblemAnswer {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  /** Nobody foresaw it: the log should hear of it. */
  readonly unexpected: boolean;
}

const COMMON_HEADERS = {
  'content-type': 'application/problem+json; charset=utf-8',
  'cache-control': 'private, no-store',
} as const;

/**
 * What a client is told of an error: never a stack, never a driver's message.
 *
 * @param url of the request; its query is left out.
 */
export function describeProblem(error: unknown, url: string): ProblemAnswer {
  const known = toAppError(error);
  const instance = pathOf(url);
  if (known) {
    const { code, title, status, message, errors } = known;
    const problem = {
      type: typeOf(code),
      title,
      status,
      detail: message,
      instance,
      ...(errors && { errors }),
    };
    return { problem, headers: { ...COMMON_HEADERS, ...known.headers }, unexpected: false };
  }
  const status = statusOf(error);
  const title = STATUS_CODES[status] ?? 'Error';
  const detail =
    status < 500 && error instanceof Error
      ? wordsOf(error, status)
      : 'The request could not be completed; the log knows why.';
  const problem = { type: typeOf(slug(title)), title, status, detail, instance };
  const headers = status === 503 ? { ...COMMON_HEADERS, 'retry-after': '1' } : COMMON_HEADERS;
  return { problem, headers, unexpected: status >= 500 };
}

/** What is wanted, where the framework's own words do not say so, or repeat the whole address. */
const EXPECTED: Readonly<Record<string, string>> = {
  FST_ERR_BAD_URL: 'The address is not well-formed: its path must be UTF-8, percent-encoded (RFC 3986, 2.1).',
  413: `A body may have at most ${BODY_LIMIT} bytes; text takes fewest as UTF-8, unescaped.`,
  414: 'A part of the address is longer than any id or key.',
  415: 'A body must be JSON, with the content type application/json.',
};

/** On its way through Nest an error keeps its status only; where it does not pass there, it has its code too. */
function wordsOf(error: Error & { code?: string }, status: number): string {
  return EXPECTED[error.code ?? ''] ?? EXPECTED[status] ?? error.message;
}

function toAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  // Features throw their own errors: this is the router's, whose text repeats the whole address.
  if (error instanceof NotFoundException) return new NotFoundError('No route has this path.');
  return isDatabaseAway(error)
    ? new UnavailableError('The database does not answer at the moment.')
    : undefined;
}

/** Nest's exceptions and Fastify's own errors carry a status; anything else is ours to be ashamed of. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number')
    return error.statusCode;
  return 500;
}

const typeOf = (code: string) => `urn:tiercel:problem:${code}`;
const slug = (title: string) => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
