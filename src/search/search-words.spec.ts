import {
  isLiteral,
  MOST_WORDS,
  toSearchedWords,
  withoutExcluded,
  WordComparer,
  type SearchedWord,
} from './search-words.js';

const likenessOf = (word: string, searched: SearchedWord) =>
  new WordComparer([searched]).compare(word).likenesses[0];

describe('a word that is looked for', () => {
  const [testing] = toSearchedWords('testing');
  if (!testing) throw new Error('one word');

  it.each([
    ['testing', 'same'],
    ['Tests', 'same'],
    ['TÉSTED', 'same'],
    ['testingly', 'begun'],
    ['toast', null],
  ])('%s: %s', (text, likeness) => {
    expect(likenessOf(text, testing)).toBe(likeness);
  });

  it('answers to its corrections, and no longer to beginnings', () => {
    const corrected = { ...testing, form: 'tesitng', stem: 'tesit', corrections: ['testing'] };
    expect(likenessOf('tests', corrected)).toBe('corrected');
    expect(likenessOf('tesitngly', corrected)).toBe(null);
  });

  it('is not the beginning of others when it is a single letter', () => {
    const [c] = toSearchedWords('c');
    expect(c && likenessOf('cobol', c)).toBe(null);
  });

  it('comes once, and not without bound', () => {
    expect(toSearchedWords('Red red RED')).toHaveLength(1);
    const many = Array.from({ length: 50 }, (_, index) => `word${index}`);
    expect(toSearchedWords(many.join(' '))).toHaveLength(MOST_WORDS);
  });
});

describe('a query', () => {
  it.each([
    ['red panda', false],
    ['self-taught', false],
    ['"red panda"', true],
    ['panda -red', true],
    ['-red', true],
  ])('%s is taken literally: %s', (query, literal) => {
    expect(isLiteral(query)).toBe(literal);
  });

  it('is shown without what it excludes', () => {
    const words = toSearchedWords(withoutExcluded('apple -pie -"hot dog" "red wine"'));
    expect(words.map(({ form }) => form)).toEqual(['apple', 'red', 'wine']);
  });
});
