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

/** @param word of a text, as it is written */
export function compareWord(word: string, searched: SearchedWord): Likeness | null {
  const folded = foldWord(word);
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
  private readonly known = new Map<string, readonly (Likeness | null)[]>();

  constructor(readonly words: readonly SearchedWord[]) {}

  /** How a word of a text answers to each of the words, in their order. */
  compare(text: string): readonly (Likeness | null)[] {
    const known = this.known.get(text);
    if (known) return known;
    const likenesses = this.words.map((word) => compareWord(text, word));
    this.known.set(text, likenesses);
    return likenesses;
  }

  isMatch(text: string): boolean {
    return this.compare(text).some((likeness) => likeness !== null);
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
