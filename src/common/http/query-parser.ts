import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import type { AskedRequest } from './asked-request.js';
import { queryOf } from './request-target.js';
import { parseInput } from './validation.pipe.js';

/** Queries remembered for each schema, and the longest that is, in characters: some 1 MB at most. */
const MOST_REMEMBERED = 1_000;
const LONGEST_REMEMBERED = 512;

/**
 * Makes a reader of requests' queries. The same text means the same, so it is parsed once and the frozen outcome
 * is shared.
 *
 * @returns a function that throws `InvalidInputError` for what does not fit
 */
export function createQueryParser<S extends z.ZodType<object>>(
  schema: S,
): (request: Pick<AskedRequest, 'url' | 'query'>) => z.output<S> {
  const remembered = new LRUCache<string, z.output<S>>({ max: MOST_REMEMBERED });
  return (request) => {
    const text = queryOf(request.url);
    const known = remembered.get(text);
    if (known) return known;
    // Asked for here alone: a request that the framework has not seen parses its query when it is.
    const parsed = parseInput(schema, request.query);
    Object.freeze(parsed);
    if (text.length <= LONGEST_REMEMBERED) remembered.set(text, parsed);
    return parsed;
  };
}
