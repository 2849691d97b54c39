import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import type { AskedRequest } from './asked-request.js';
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
  return ({ url, query }) => {
    const begin = url.indexOf('?');
    const text = begin < 0 ? '' : url.slice(begin);
    const known = remembered.get(text);
    if (known) return known;
    const parsed = parseInput(schema, query);
    Object.freeze(parsed);
    if (text.length <= LONGEST_REMEMBERED) remembered.set(text, parsed);
    return parsed;
  };
}
