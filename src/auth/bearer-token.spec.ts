import { describe, expect, it } from '@jest/globals';
import { bearerTokenOf } from './bearer-token.js';

const read = (authorization?: string) => bearerTokenOf({ headers: { authorization } });

describe('a bearer token', () => {
  it.each(['Bearer abc.d-e_f.g', 'bearer abc.d-e_f.g', 'Bearer   abc.d-e_f.g'])(
    'is read from “%s”',
    (header) => {
      expect(read(header)).toBe('abc.d-e_f.g');
    },
  );

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Basic abc',
    'Bearer a b',
    'Bearer a, Bearer b',
    'xBearer a',
    'Bearer a ',
    'Bearer a"b',
  ])('is not read from “%s”', (header) => {
    expect(read(header)).toBeNull();
  });
});
