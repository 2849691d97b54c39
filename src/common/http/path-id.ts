import { z } from 'zod';
import { ObjectIdText } from '../object-id.js';
import { parseInput } from './validation.pipe.js';

/** An id as this service writes it. Nearly all that are sent look so, and then a schema has nothing to do. */
const CANONICAL_ID = /^[0-9a-f]{24}$/;

export function isCanonicalId(text: unknown): text is string {
  return typeof text === 'string' && CANONICAL_ID.test(text);
}

/**
 * The id that a path names in `{name}`, lower case.
 * @throws {InvalidInputError} when it is none.
 */
export function idInPath(params: unknown, name: string): string {
  const text = (params as Readonly<Record<string, unknown>>)[name];
  if (isCanonicalId(text)) return text;
  parseInput(z.object({ [name]: ObjectIdText }), params);
  return String(text).toLowerCase();
}
