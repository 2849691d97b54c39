import { makeFragment, type WordTest } from './fragment.js';
import { toSearchedWords, WordComparer } from './search-words.js';

function lookingFor(query: string): WordTest {
  const comparer = new WordComparer(toSearchedWords(query));
  return (word) => comparer.isMatch(word);
}

describe('a search result’s fragment', () => {
  const filler = 'lorem ipsum dolor sit amet '.repeat(20);

  it('marks matching words, whatever their ending and case', () => {
    expect(makeFragment('Testing is how tests are tested.', lookingFor('test'))).toBe(
      '<mark>Testing</mark> is how <mark>tests</mark> are <mark>tested</mark>.',
    );
  });

  it('shows what surrounds the first match, cut at words', () => {
    const fragment = makeFragment(`${filler}needle ${filler}`, lookingFor('needle'));
    expect(fragment).toMatch(/^…(lorem|ipsum|dolor|sit|amet) .*<mark>needle<\/mark> .*…$/);
    expect(fragment.replace(/<\/?mark>/g, '').length).toBeLessThan(170);
  });

  it('shows the beginning where nothing matches', () => {
    const fragment = makeFragment(filler, lookingFor('needle'));
    expect(fragment).toMatch(/^lorem ipsum .*…$/);
    expect(fragment).not.toContain('<mark>');
  });

  it('lets nothing through that a browser would act on', () => {
    const hostile = `<script>alert("needle")</script> & <img src=x onerror='needle'>`;
    const fragment = makeFragment(hostile, lookingFor('needle'));
    expect(fragment.replace(/<\/?mark>/g, '')).not.toMatch(/[<>"']/);
    expect(fragment).toContain('<mark>needle</mark>');
    expect(fragment).toContain('&amp; &lt;img');
  });

  it('does not let a query put markup into it', () => {
    expect(makeFragment('a script', lookingFor('<script>'))).toBe('a <mark>script</mark>');
  });

  it('copes with text without spaces or words', () => {
    expect(makeFragment('', lookingFor('x'))).toBe('');
    expect(makeFragment('…!?', lookingFor('x'))).toBe('…!?');
    const emoji = '😀'.repeat(200);
    expect(makeFragment(`a${emoji}`, lookingFor('x'))).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });

  it('marks a word with its accents, however they are coded', () => {
    expect(makeFragment('Cafe\u0301 noir', lookingFor('cafe'))).toBe('<mark>Cafe\u0301</mark> noir');
    expect(makeFragment('Le café', lookingFor('cafe'))).toBe('Le <mark>café</mark>');
  });
});
