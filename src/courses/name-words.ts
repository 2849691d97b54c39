import { stemmer } from 'stemmer';
import type { Course } from './course.schema.js';

/** A word, its combining marks included. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** A word as it stands in a text. */
export interface FoundWord {
  readonly text: string;
  readonly index: number;
}

/** The words of a text, as they are written. */
export function* findWords(text: string): Generator<FoundWord> {
  for (const { 0: word, index } of text.matchAll(WORD)) yield { text: word, index };
}

/** A word without case and accents: what MongoDB's text index compares, too. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** The words of a text, folded, in their order. */
export function foldedWordsOf(text: string): string[] {
  return Array.from(findWords(text), (word) => foldWord(word.text));
}

/** What makes `testing` match `tests`: as MongoDB's text index does for English. */
export function stemOf(foldedWord: string): string {
  return stemmer(foldedWord);
}

/** The words by which something is called, each once, with their stems: what an index finds names by. */
export function nameWordsOf(...names: readonly string[]): string[] {
  const words = names.flatMap(foldedWordsOf);
  return [...new Set([...words, ...words.map(stemOf)])];
}

/** The words of a course's title, tags and category. */
export function courseNameWords({
  title,
  tags,
  category,
}: Pick<Course, 'title' | 'tags' | 'category'>): string[] {
  return nameWordsOf(title, ...tags, category);
}
