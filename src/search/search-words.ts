import { foldedWordsOf, foldWord, stemOf } from '../courses/index.js';

/** Words of a query that are looked for; who writes more is understood from these. */
export const MOST_WORDS = 8;

/** Shorter words are not taken for beginnings of others. */
const SHORTEST_PREFIX = 2;

/** A word that is looked for. */
export interface SearchedWord {
  /** As the query has it, folded. */
  readonly form: string;
  readonly stem: string;
  /** Words that it may be misspelled for: tried where nothing has it as it stands. */
  readonly corrections: readonly string[];
}

/** How a word of a text answers to one that is looked for, best first. */
export type Likeness = 'same' | 'begun' | 'corrected';

export function toSearchedWords(query: string): SearchedWord[] {
  const forms = [...new Set(foldedWordsOf(query))].slice(0, MOST_WORDS);
  return forms.map((form) => ({ form, stem: stemOf(form), corrections: [] }));
}

/** The beginning by which other words are found too; none for a word that is too short, or corrected. */
export function prefixOf({ form, corrections }: SearchedWord): string | undefined {
  return form.length >= SHORTEST_PREFIX && corrections.length === 0 ? form : undefined;
}

/** A word of a text, beside those that are looked for. */
export interface ComparedWord {
  readonly folded: string;
  /** How it answers to each of them, in their order. */
  readonly likenesses: readonly (Likeness | null)[];
}

function likenessOf(folded: string, searched: SearchedWord): Likeness | null {
  const stem = stemOf(folded);
  if (folded === searched.form || stem === searched.stem) return 'same';
  const prefix = prefixOf(searched);
  if (prefix !== undefined && folded.startsWith(prefix)) return 'begun';
  const corrected = searched.corrections.some((meant) => meant === folded || stemOf(meant) === stem);
  return corrected ? 'corrected' : null;
}

/**
 * Compares words of texts with those that are looked for, and remembers: titles share most of their
 * words, a long text has few different ones, and a stem costs more than everything else here.
 */
export class WordComparer {
  private readonly known = new Map<string, ComparedWord>();

  constructor(readonly words: readonly SearchedWord[]) {}

  /** @param word of a text, as it is written */
  compare(word: string): ComparedWord {
    const known = this.known.get(word);
    if (known) return known;
    const folded = foldWord(word);
    const compared = { folded, likenesses: this.words.map((searched) => likenessOf(folded, searched)) };
    this.known.set(word, compared);
    return compared;
  }

  isMatch(word: string): boolean {
    return this.compare(word).likenesses.some((likeness) => likeness !== null);
  }
}

/** Whether a query says exactly what it wants: "a phrase", or -without. It is then taken at its word. */
export function isLiteral(query: string): boolean {
  return /"|(?:^|\s)-\S/.test(query);
}

/** Words that must not be found, and the marks of phrases, are no help in finding a place to show. */
const EXCLUDED = /(?:^|\s)-(?:"[^"]*"|\S+)/g;

export function withoutExcluded(query: string): string {
  return query.replace(EXCLUDED, ' ');
}
