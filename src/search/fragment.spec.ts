import { hasMatch, makeFragment, stemsOf } from './fragment.js';

describe('a search result’s fragment', () => {
  const filler = 'lorem ipsum dolor sit amet '.repeat(20);

  it('marks matching words, whatever their ending and case', () => {
    expect(makeFragment('Testing is how tests are tested.', stemsOf('test'))).toBe(
      '<mark>Testing</mark> is how <mark>tests</mark> are <mark>tested</mark>.',
    );
  });

  it('shows what surrounds the first match, cut at words', () => {
    const fragment = makeFragment(`${filler}needle ${filler}`, stemsOf('needle'));
    expect(fragment).toMatch(/^…(lorem|ipsum|dolor|sit|amet) .*<mark>needle<\/mark> .*…$/);
    expect(fragment.replace(/<\/?mark>/g, '').length).toBeLessThan(170);
  });

  it('shows the beginning where nothing matches', () => {
    const fragment = makeFragment(filler, stemsOf('needle'));
    expect(fragment).toMatch(/^lorem ipsum .*…$/);
    expect(fragment).not.toContain('<mark>');
  });

  it('lets nothing through that a browser would act on', () => {
    const hostile = `<script>alert("needle")</script> & <img src=x onerror='needle'>`;
    const fragment = makeFragment(hostile, stemsOf('needle'));
    expect(fragment.replace(/<\/?mark>/g, '')).not.toMatch(/[<>"']/);
    expect(fragment).toContain('<mark>needle</mark>');
    expect(fragment).toContain('&amp; &lt;img');
  });

  it('does not let a query put markup into it', () => {
    expect(makeFragment('a script', stemsOf('<script>'))).toBe('a <mark>script</mark>');
  });

  it('copes with text without spaces or words', () => {
    expect(makeFragment('', stemsOf('x'))).toBe('');
    expect(makeFragment('…!?', stemsOf('x'))).toBe('…!?');
    const emoji = '😀'.repeat(200);
    expect(makeFragment(`a${emoji}`, stemsOf('x'))).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });

  it('passes over words that are not wanted', () => {
    expect(stemsOf('apple -pie -"hot dog" "red wine"')).toEqual(new Set(['appl', 'red', 'wine']));
    expect(hasMatch('pie', stemsOf('apple -pie'))).toBe(false);
  });
});
