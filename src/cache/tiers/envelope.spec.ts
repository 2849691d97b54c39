import type { Entry } from './entry.js';
import { openEntry, sealEntry, type OpenedEntry } from './envelope.js';

describe('an entry in Redis', () => {
  const entry: Entry = {
    key: 'course:1',
    kind: 'course',
    body: Buffer.from('{"title":"ü"}\n'),
    etag: '"tag"',
    stamp: 123,
    tags: ['course/1', 'learner/ü\n"2"'],
    meta: { status: 'draft', owner: null, lessons: 3, open: true },
    loadMs: 4.5,
  };
  const endsAt = 1_000;
  const sealed = sealEntry(entry, 'epoch', endsAt);
  const open = (bytes: Buffer, kind = 'course', epoch = 'epoch'): OpenedEntry | null =>
    openEntry('course:1', kind, epoch, bytes);
  const [line = '', json = ''] = sealed.toString().split('\n');
  const withFacts = (facts: string): Buffer => Buffer.concat([Buffer.from(`${facts}\n`), entry.body]);
  /** The entry with some of its facts replaced, in order: stamp, endsAt, loadMs, hash, etag, tags, meta. */
  const sealedWith = (changes: Record<number, unknown>): Buffer =>
    withFacts(`${line}\n${JSON.stringify(Object.assign(JSON.parse(json) as unknown[], changes))}`);

  it('opens to what was sealed', () => {
    expect(open(sealed)).toEqual({ ...entry, endsAt });
    expect(open(sealedWith({}))).toEqual({ ...entry, endsAt });
  });

  it('opens to a body of its own, not to a slice of what came from the socket', () => {
    const chunk = Buffer.concat([Buffer.alloc(100), sealed]);
    expect(open(chunk.subarray(100))?.body.buffer.byteLength).toBe(entry.body.length);
  });

  it.each([
    ['facts that do not parse', withFacts(`${line}\n${json.slice(0, -1)}`)],
    ['text before it', Buffer.concat([Buffer.from(' '), sealed])],
    ['text after the facts', withFacts(`${line}\n${json}]`)],
    ['another version', Buffer.from(sealed.toString().replace(/^4/, '5'))],
    ['the version before, which had no body', Buffer.from('2 epoch course\n[123,4.5,1,"tag",[],{}]')],
    ['the first line alone', Buffer.from(line)],
    ['an object', withFacts(`${line}\n{}`)],
    ['a fact too few', withFacts(`${line}\n${json.replace(/,\{[^}]*\}\]$/, ']')}`)],
    ['a fact too many', sealedWith({ 7: 1 })],
    ['a stamp that is no number', sealedWith({ 0: '123' })],
    ['a stamp that is no whole number', sealedWith({ 0: 1.5 })],
    ['a stamp below 0', sealedWith({ 0: -1 })],
    ['a stamp that no double holds', sealedWith({ 0: 2 ** 53 })],
    ['an end that is no time', sealedWith({ 1: '1000' })],
    ['a load that took less than nothing', sealedWith({ 2: -1 })],
    ['a load without end', withFacts(`${line}\n${json.replace('4.5', '1e999')}`)],
    ['an ETag that is no text', sealedWith({ 4: null })],
    ['tags that are no list', sealedWith({ 5: 'course/1' })],
    ['a tag that is no text', sealedWith({ 5: [1] })],
    ['facts about rights that are a list', sealedWith({ 6: [] })],
    ['no facts about rights', sealedWith({ 6: null })],
    ['a fact about rights that is an object', sealedWith({ 6: { status: {} } })],
    ['a body that was cut', sealed.subarray(0, -1)],
    ['nothing', Buffer.alloc(0)],
  ])('does not open %s', (_, bytes) => {
    expect(open(bytes)).toBeNull();
  });

  it('does not open for another kind, another epoch, or a damaged body', () => {
    expect(open(sealed, 'search')).toBeNull();
    expect(open(sealed, 'course', 'restored')).toBeNull();
    expect(open(Buffer.from(sealed.toString().replace('title', 'tithe')))).toBeNull();
  });
});
