import { Injectable } from '@nestjs/common';
import distanceBetween from 'damerau-levenshtein';
import { Vocabulary } from '../courses/index.js';
import { UNSEARCHED } from './unsearched-words.js';

/** The most words that one is taken for. */
const MOST_CORRECTIONS = 5;

/** Finds what a misspelled word was meant to be, by trigrams that MongoDB keeps, then by edit distance. */
@Injectable()
export class Corrections {
  constructor(private readonly vocabulary: Vocabulary) {}

  /**
   * The words of courses' and lessons' names that are fewest edits away, and few enough; the word itself
   * where it is one of them, or begins one, and none of a word that texts are never searched for. Two letters
   * that changed places are one edit (Damerau 1964).
   */
  async find(form: string): Promise<string[]> {
    const edits = editsAllowed(form.length);
    if (await this.vocabulary.hasPrefix(form)) return [form];
    if (edits === 0 || UNSEARCHED.has(form)) return [];
    const similar = await this.vocabulary.listSimilar(form, edits);
    const measured = similar.map((word) => ({ word, steps: distanceBetween(form, word).steps }));
    const near = measured.filter(({ steps }) => steps <= edits).sort((a, b) => a.steps - b.steps);
    return near
      .filter(({ steps }) => steps === near[0]?.steps)
      .slice(0, MOST_CORRECTIONS)
      .map(({ word }) => word);
  }
}

/** One in words that are short, two in others: as Elasticsearch's `fuzziness: AUTO` counts. */
function editsAllowed(length: number): number {
  if (length < 3) return 0;
  return length < 6 ? 1 : 2;
}
