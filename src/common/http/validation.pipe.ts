import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { z } from 'zod';
import { InvalidInputError, type FieldError } from '../errors.js';

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Turns a schema's issues into one error that names every field. */
export function invalidInput(issues: readonly Issue[]): InvalidInputError {
  const errors: FieldError[] = issues.map(({ path = [], message }) => ({
    path: path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    message,
  }));
  const where = errors.map(({ path }) => path || 'input').join(', ');
  return new InvalidInputError(`The request does not fit: ${where}.`, { errors });
}

/** Checks whatever a parameter's decorator names a schema for. */
export function createValidationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({ exceptionFactory: invalidInput });
}

/**
 * Parses input outside the pipes, with the same error.
 * @throws {InvalidInputError}
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw invalidInput(parsed.error.issues);
  return parsed.data;
}
