import { trigram } from 'n-gram';
import { Schema } from 'mongoose';

/**
 * A word that courses or lessons are called by, or were. Typing errors are looked up here, not in the
 * courses: a word is a few trigrams, and there are far fewer words than names (see ADR 14).
 */
export interface VocabularyWord {
  /** The word, folded. */
  _id: string;
  /** Of the word between blanks, two before and one after it, so that its beginning weighs more. */
  trigrams: string[];
  /** Characters. */
  length: number;
}

export const VocabularyWordSchema = new Schema<VocabularyWord>(
  {
    _id: String,
    trigrams: { type: [String], required: true },
    length: { type: Number, required: true },
  },
  { collection: 'name_words', versionKey: false },
);
VocabularyWordSchema.index({ trigrams: 1, length: 1 });

export const VOCABULARY_WORD = 'VocabularyWord';

/** Shorter words have too few trigrams to be recognised by, longer ones are no words. */
const LENGTHS = { least: 3, most: 40 } as const;

export function trigramsOf(foldedWord: string): string[] {
  return [...new Set(trigram(`  ${foldedWord} `))];
}

/** The documents of those words that can be recognised, each once. */
export function vocabularyOf(foldedWords: Iterable<string>): VocabularyWord[] {
  return [...new Set(foldedWords)]
    .filter(({ length }) => length >= LENGTHS.least && length <= LENGTHS.most)
    .map((word) => ({ _id: word, trigrams: trigramsOf(word), length: word.length }));
}
