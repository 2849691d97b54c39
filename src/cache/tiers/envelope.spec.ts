import type { Entry } from './entry.js';
import { openEnvelope, sealEnvelope } from './envelope.js';

describe('the envelope', () => {
  const entry: Entry = {
    key: 'course:1',
    kind: 'course',
    body: Buffer.from('{"title":"x"}'),
    etag: '"tag"',
    stamp: 123,
    tags: ['course/1'],
    meta: { status: 'draft' },
    loadMs: 4,
  };
  const sealed = sealEnvelope(entry, 'epoch');
  const open = (text: string, body = entry.body, kind = 'course', epoch = 'epoch'): Entry | null =>
    openEnvelope('course:1', kind, epoch, Buffer.from(text), body);

  it('opens to what was sealed', () => {
    expect(open(sealed)).toEqual(entry);
  });

  it.each([
    ['text that does not parse', sealed.slice(1)],
    ['another version', sealed.replace('"v":1', '"v":2')],
    ['a missing member', sealed.replace('"s":123,', '')],
    ['a member too many', sealed.replace('{', '{"z":1,')],
    ['a stamp that is no number', sealed.replace('123', '"123"')],
    ['an array', '[]'],
    ['nothing', ''],
  ])('does not open %s', (_, text) => {
    expect(open(text)).toBeNull();
  });

  it('does not open for another kind, another epoch, or a damaged body', () => {
    expect(open(sealed, entry.body, 'search')).toBeNull();
    expect(open(sealed, entry.body, 'course', 'restored')).toBeNull();
    expect(open(sealed, Buffer.from('{"title":"y"}'))).toBeNull();
  });
});
