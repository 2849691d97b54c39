import { InvalidInputError } from '../../common/index.js';
import { ConsistencyTokens } from './consistency-token.js';

describe('consistency tokens', () => {
  const tokens = new ConsistencyTokens('a secret of this test');

  it('bring back the time that was signed', () => {
    for (const time of [0, 1, 1_900_000_000 * 2 ** 20 + 5])
      expect(tokens.verify(tokens.sign(time))).toBe(time);
  });

  it('refuse what was not signed here', () => {
    const foreign = new ConsistencyTokens('another secret').sign(5);
    const forged = `${tokens.sign(6).slice(0, 11)}${tokens.sign(5).slice(11)}`;
    for (const token of [foreign, forged, '', 'x', `${tokens.sign(5)}=`, '\u0000'.repeat(32)])
      expect(() => tokens.verify(token)).toThrow(InvalidInputError);
  });
});
