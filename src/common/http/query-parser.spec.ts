import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { InvalidInputError } from '../errors.js';
import { createQueryParser } from './query-parser.js';

describe('a query parser', () => {
  let parsed = 0;
  const Query = z.strictObject({ q: z.string().transform((text) => (parsed++, text.toLowerCase())) });
  const read = createQueryParser(Query);
  const ask = (q: string) => read({ url: `/search?q=${q}`, query: { q } });

  it('parses the same text once', () => {
    const first = ask('Ada');
    expect(first).toEqual({ q: 'ada' });
    expect(ask('Ada')).toBe(first);
    expect(parsed).toBe(1);
  });

  it('does not ask for the query of a text that it knows', () => {
    ask('Ada');
    const request = {
      url: '/search?q=Ada',
      get query(): unknown {
        throw new Error('asked for');
      },
    };
    expect(read(request)).toEqual({ q: 'ada' });
  });

  it('shares nothing that could be altered', () => {
    expect(() => Object.assign(ask('Ada'), { q: 'other' })).toThrow(TypeError);
  });

  it('keeps texts apart, and remembers no refusal', () => {
    expect(ask('Grace')).toEqual({ q: 'grace' });
    const unknown = () => read({ url: '/search?x=1', query: { x: '1' } });
    expect(unknown).toThrow(InvalidInputError);
    expect(unknown).toThrow(InvalidInputError);
  });

  it('keeps what stands behind a fragment’s mark apart from what has none', () => {
    const all = createQueryParser(z.strictObject({ status: z.string().default('published') }));
    expect(all({ url: '/courses#status=draft', query: { status: 'draft' } })).toEqual({ status: 'draft' });
    expect(all({ url: '/courses', query: {} })).toEqual({ status: 'published' });
    all({ url: '/courses#q=a?status=draft', query: { status: 'archived' } });
    expect(all({ url: '/courses?status=draft', query: { status: 'draft' } })).toEqual({ status: 'draft' });
  });

  it('forgets rather than grow, and does not keep what is long', () => {
    for (let n = 0; n < 1_500; n += 1) ask(`word${n}`);
    const before = parsed;
    ask('word0');
    ask('x'.repeat(600));
    ask('x'.repeat(600));
    expect(parsed).toBe(before + 3);
  });
});
