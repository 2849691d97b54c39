import { xxh32 } from '@node-rs/xxhash';
import { hashName } from '../coherence/name-hash.js';
import type { Entry } from './entry.js';
import { openEntry, sealEntry, type OpenedEntry } from './envelope.js';

const HASH_DIGITS = 8;

describe('an entry in Redis', () => {
  const entry: Entry = {
    key: 'course:1',
    kind: 'course',
    body: Buffer.from('{"title":"ü"}\n'),
    etag: '"tag"',
    stamp: 123,
    readAt: 125,
    tags: ['course/1', 'learner/ü\n"2"'],
    meta: { status: 'draft', owner: null, lessons: 3, open: true },
    loadMs: 4.5,
  };
  const endsAt = 1_000;
  const sealed = sealEntry(entry, 'epoch', endsAt);
  const open = (bytes: Buffer, kind = 'course', epoch = 'epoch'): OpenedEntry | null =>
    openEntry('course:1', kind, epoch, bytes);
  const [line = '', rest = ''] = sealed.toString().split('\n');
  const json = rest.slice(HASH_DIGITS);
  /** What a writer who hashed it would have stored. */
  const withFacts = (facts: string): Buffer => {
    const hashed = Buffer.concat([Buffer.from(`${facts}\n`), entry.body]);
    const hash = xxh32(hashed, hashName(entry.key)).toString(16).padStart(HASH_DIGITS, '0');
    return Buffer.concat([Buffer.from(`${line}\n${hash}`), hashed]);
  };
  /** The entry with some of its facts replaced, in order: stamp, readAt, endsAt, loadMs, etag, tags, meta. */
  const sealedWith = (changes: Record<number, unknown>): Buffer =>
    withFacts(JSON.stringify(Object.assign(JSON.parse(json) as unknown[], changes)));

  it('opens to what was sealed', () => {
    expect(open(sealed)).toEqual({ ...entry, endsAt });
    expect(open(sealedWith({}))).toEqual({ ...entry, endsAt });
  });

  it('opens to a body of its own, not to a slice of what came from the socket', () => {
    const chunk = Buffer.concat([Buffer.alloc(100), sealed]);
    expect(open(chunk.subarray(100))?.body.buffer.byteLength).toBe(entry.body.length);
  });

  it.each([
    ['facts that do not parse', withFacts(json.slice(0, -1))],
    ['text before it', Buffer.concat([Buffer.from(' '), sealed])],
    ['text after the facts', withFacts(`${json}]`)],
    ['another version', Buffer.from(sealed.toString().replace(/^6/, '7'))],
    ['an early version, which had no body', Buffer.from('2 epoch course\n[123,4.5,1,"tag",[],{}]')],
    ['the first line alone', Buffer.from(line)],
    ['an object', withFacts('{}')],
    ['a fact too few', withFacts(json.replace(/,\{[^}]*\}\]$/, ']'))],
    ['a fact too many', sealedWith({ 7: 1 })],
    ['a stamp that is no number', sealedWith({ 0: '123' })],
    ['a stamp that is no whole number', sealedWith({ 0: 1.5 })],
    ['a stamp below 0', sealedWith({ 0: -1 })],
    ['a stamp that no double holds', sealedWith({ 0: 2 ** 53 })],
    ['a snapshot that is no time', sealedWith({ 1: '125' })],
    ['an end that is no time', sealedWith({ 2: '1000' })],
    ['a load that took less than nothing', sealedWith({ 3: -1 })],
    ['a load without end', withFacts(json.replace('4.5', '1e999'))],
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

  it('does not open under another key', () => {
    expect(openEntry('course:2', 'course', 'epoch', sealed)).toBeNull();
  });

  it('does not open for another kind or another epoch', () => {
    expect(open(sealed, 'search')).toBeNull();
    expect(open(sealed, 'course', 'restored')).toBeNull();
  });

  it('does not open with any bit of it turned over', () => {
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const damaged = Buffer.from(sealed);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      // A digit of the hash may be small or capital.
      const isDigit = bit >> 3 > line.length && bit >> 3 <= line.length + HASH_DIGITS;
      if (isDigit && damaged.toString().toLowerCase() === sealed.toString().toLowerCase()) continue;
      expect(open(damaged)).toBeNull();
    }
  });
});
