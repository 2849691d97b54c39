import type { Entry } from './entry.js';
import { openEnvelope, sealEnvelope } from './envelope.js';

describe('the envelope', () => {
  const entry: Entry = {
    key: 'course:1',
    kind: 'course',
    body: Buffer.from('{"title":"x"}'),
    etag: '"tag"',
    stamp: 123,
    tags: ['course/1', 'learner/ü\n"2"'],
    meta: { status: 'draft', owner: null, lessons: 3, open: true },
    loadMs: 4.5,
  };
  const sealed = sealEnvelope(entry, 'epoch');
  const open = (text: string, body = entry.body, kind = 'course', epoch = 'epoch'): Entry | null =>
    openEnvelope('course:1', kind, epoch, Buffer.from(text), body);
  /** The envelope with some of its facts replaced, in order: stamp, loadMs, hash, etag, tags, meta. */
  const sealedWith = (changes: Record<number, unknown>): string => {
    const [line = '', json = ''] = sealed.split('\n');
    return `${line}\n${JSON.stringify(Object.assign(JSON.parse(json) as unknown[], changes))}`;
  };

  it('opens to what was sealed', () => {
    expect(open(sealed)).toEqual(entry);
    expect(open(sealedWith({}))).toEqual(entry);
  });

  it('opens to a body of its own, not to a slice of what came from the socket', () => {
    const chunk = Buffer.concat([Buffer.alloc(100), entry.body]);
    expect(open(sealed, chunk.subarray(100))?.body.buffer.byteLength).toBe(entry.body.length);
  });

  it.each([
    ['text that does not parse', sealed.slice(0, -1)],
    ['text before it', ` ${sealed}`],
    ['text after it', `${sealed}]`],
    ['another version', sealed.replace(/^2/, '3')],
    ['the version before, which was an object', '{"v":1,"p":"epoch","k":"course","s":123}'],
    ['the first line alone', sealed.split('\n')[0] ?? ''],
    ['an object', `${sealed.split('\n')[0]}\n{}`],
    ['a fact too few', sealed.replace(/,\{[^}]*\}\]$/, ']')],
    ['a fact too many', sealedWith({ 6: 1 })],
    ['a stamp that is no number', sealedWith({ 0: '123' })],
    ['a stamp that is no whole number', sealedWith({ 0: 1.5 })],
    ['a stamp below 0', sealedWith({ 0: -1 })],
    ['a stamp that no double holds', sealedWith({ 0: 2 ** 53 })],
    ['a load that took less than nothing', sealedWith({ 1: -1 })],
    ['a load without end', sealedWith({}).replace('4.5', '1e999')],
    ['an ETag that is no text', sealedWith({ 3: null })],
    ['tags that are no list', sealedWith({ 4: 'course/1' })],
    ['a tag that is no text', sealedWith({ 4: [1] })],
    ['facts about rights that are a list', sealedWith({ 5: [] })],
    ['no facts about rights', sealedWith({ 5: null })],
    ['a fact about rights that is an object', sealedWith({ 5: { status: {} } })],
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
