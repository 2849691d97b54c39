import { StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { z } from 'zod';
import { InvalidInputError, type FieldError } from '../errors.js';

interface Issue {
  readonly message: string;
  /** Names of a strict object's members that it does not know, where that is the issue. */
  readonly keys?: readonly string[] | undefined;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Turns a schema's issues into one error that names every field. */
function invalidInput(issues: readonly Issue[]): InvalidInputError {
  const errors = issues.flatMap(({ path = [], message, keys }): FieldError[] => {
    const names = path.map((part) => String(typeof part === 'object' ? part.key : part));
    if (!keys) return [{ path: names.join('.'), message }];
    return keys.map((key) => ({ path: [...names, key].join('.'), message: 'there is no such member' }));
  });
  const where = errors.map(({ path }) => path || 'input').join(', ');
  return new InvalidInputError(`The request does not fit: ${where}.`, { errors });
}

/** Checks whatever a parameter's decorator names a schema for. Of a path with several ids, an error says which it was. */
class SchemaPipe extends StandardSchemaValidationPipe {
  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const { type, data } = metadata;
    try {
      return (await super.transform(value, metadata)) as T;
    } catch (error) {
      if (type !== 'param' || data === undefined || !(error instanceof InvalidInputError)) throw error;
      throw invalidInput((error.errors ?? []).map(({ message }) => ({ message, path: [data] })));
    }
  }
}

export function createValidationPipe(): StandardSchemaValidationPipe {
  return new SchemaPipe({ exceptionFactory: invalidInput });
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
