import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { InvalidInputError, PreconditionFailedError } from '../common/index.js';

/** The entity tags that a client names in `If-Match` (RFC 9110, 13.1.1); null when it names none. */
export type Precondition = readonly string[] | null;

const TAG_LIST = /^\s*(?:W\/)?"[^"]*"\s*(?:,\s*(?:W\/)?"[^"]*"\s*)*$/;

/**
 * Parses `If-Match`: `*`, or quoted tags separated by commas. A course's tag is its version: `"3"`.
 * @throws {InvalidInputError} when it is neither.
 */
export function parseIfMatch(header: string | undefined): Precondition {
  if (header === undefined || header.trim() === '*') return null;
  if (!TAG_LIST.test(header)) {
    throw new InvalidInputError('If-Match must hold the version in quotes, such as "3".', {
      errors: [{ path: 'If-Match', message: 'expected a quoted version' }],
    });
  }
  return header.match(/(?:W\/)?"[^"]*"/g) ?? [];
}

/**
 * Holds a version against what the client expects. Weak tags never match (strong comparison).
 * @throws {PreconditionFailedError}
 */
export function assertMatches(precondition: Precondition, version: number): void {
  if (precondition === null || precondition.includes(`"${version}"`)) return;
  throw new PreconditionFailedError(`The course has moved on to version ${version}.`);
}

/** The parsed `If-Match` of a request. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): Precondition =>
  parseIfMatch(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

/** How `If-Match` is documented. */
export const IF_MATCH_HEADER = {
  name: 'If-Match',
  required: false,
  description: 'the version that the change is meant for, in quotes; 412 when the course has moved on',
  schema: { type: 'string', example: '"3"' },
} as const;
