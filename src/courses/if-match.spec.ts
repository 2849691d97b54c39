import { InvalidInputError, PreconditionFailedError } from '../common/index.js';
import { assertMatches, parseIfMatch } from './if-match.js';

describe('If-Match', () => {
  it('asks for nothing when it is absent or a star', () => {
    expect(parseIfMatch(undefined)).toBeNull();
    expect(parseIfMatch('*')).toBeNull();
    expect(() => assertMatches(null, 7)).not.toThrow();
  });

  it('lets the named version through and no other', () => {
    expect(() => assertMatches(parseIfMatch('"7"'), 7)).not.toThrow();
    expect(() => assertMatches(parseIfMatch('"6", "7"'), 7)).not.toThrow();
    expect(() => assertMatches(parseIfMatch('"6"'), 7)).toThrow(PreconditionFailedError);
    expect(() => assertMatches(parseIfMatch('"77"'), 7)).toThrow(PreconditionFailedError);
  });

  it('never matches a weak tag', () => {
    expect(() => assertMatches(parseIfMatch('W/"7"'), 7)).toThrow(PreconditionFailedError);
  });

  it.each(['7', '', 'abc', '"7', '"7" "8"', '"7",'])('refuses %p', (header) => {
    expect(() => parseIfMatch(header)).toThrow(InvalidInputError);
  });
});
