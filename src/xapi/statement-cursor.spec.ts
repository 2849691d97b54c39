import { InvalidInputError } from '../common/index.js';
import { readCursor, writeCursor } from './statement-cursor.js';

const ID = ['a', 'b', 'c'].map((digit) => digit.repeat(24)).join(':');
const cursor = { at: 1_714_564_800_000, id: ID, since: 5, limit: 100 };
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the cursor of statements', () => {
  it('is read as it was written', () => {
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
    expect(writeCursor(cursor)).toMatch(/^[\w-]+$/);
  });

  it('remembers a time from before 1970', () => {
    const since = Date.parse('0001-01-01T00:00:00Z');
    expect(readCursor(writeCursor({ ...cursor, since }))).toEqual({ ...cursor, since });
  });

  it.each([
    ['nothing', ''],
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['another limit', encode({ ...cursor, limit: 501 })],
    ['another id', encode({ ...cursor, id: { $gt: '' } })],
    ['no time', encode({ ...cursor, at: 'now' })],
    ['more than that', encode({ ...cursor, sort: 1 })],
  ])('is refused with %s in it', (_, text) => {
    expect(() => readCursor(text)).toThrow(InvalidInputError);
  });
});
