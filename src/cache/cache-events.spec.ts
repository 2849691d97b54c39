import { readFileSync } from 'node:fs';

/** Channels and their fields as `docs/cache.md` tells of them. */
function documented(): Map<string, string[]> {
  const rows = readFileSync('docs/cache.md', 'utf8').matchAll(/^\| `tiercel:cache:(\w+)` .*\|([^|]+)\|$/gm);
  return new Map([...rows].map(([, name = '', fields = '']) => [name, wordsOf(fields, /`(\w+)`/g)]));
}

/** The same as the interface declares them. */
function declared(): Map<string, string[]> {
  const source = readFileSync('src/cache/cache-events.ts', 'utf8');
  const [, body = ''] = /interface CacheEvents \{([^]*?)\n\}/.exec(source) ?? [];
  const rows = body.matchAll(/^ {2}(\w+): \{(.*)\};$/gm);
  return new Map(
    [...rows].map(([, name = '', fields = '']) => [name, wordsOf(fields, /readonly (\w+)\??:/g)]),
  );
}

const wordsOf = (text: string, word: RegExp): string[] =>
  [...text.matchAll(word)].map(([, found = '']) => found);

describe('the diagnostics channels', () => {
  it('are those of docs/cache.md, with their fields', () => {
    expect(documented().size).toBeGreaterThan(0);
    expect(documented()).toEqual(declared());
  });
});
