import { z } from 'zod';
import { InvalidInputError } from '../common/index.js';
import { MAX_STATEMENTS } from './dto/statements.dto.js';

/** The furthest that a `Date` reaches, either way of 1970, in milliseconds. */
const LAST_MOMENT = 8_640_000_000_000_000;

const moment = z.int().min(-LAST_MOMENT).max(LAST_MOMENT);

/** Where a page ended, and what was asked for: everything the next page needs. */
const StatementCursor = z.strictObject({
  at: moment,
  id: z.string().regex(/^[0-9a-f]{24}(:[0-9a-f]{24}){2}$/),
  since: moment.optional(),
  limit: z.int().min(1).max(MAX_STATEMENTS),
});
export type StatementCursor = z.infer<typeof StatementCursor>;

export function writeCursor(cursor: StatementCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** @throws {InvalidInputError} for anything that was not written here */
export function readCursor(text: string): StatementCursor {
  const parsed = StatementCursor.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
  if (!parsed.success) throw new InvalidInputError('cursor: expected one that came in `more`.');
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
