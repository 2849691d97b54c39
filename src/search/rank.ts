import { findWords } from '../courses/index.js';
import type { Candidate } from './candidates.service.js';
import type { ComparedWord, SearchedWord, WordComparer } from './search-words.js';

/** What a word is worth, by how the title has it; where it has not, by what else has it. */
const WORTH = { same: 1, begun: 0.8, corrected: 0.6, named: 0.5, text: 0.3, textCorrected: 0.2 } as const;

/** A title that is the query, or begins with it, before all that only have its words. */
const BONUS = { whole: 1, beginning: 0.5 } as const;

export interface Ranked {
  readonly candidate: Candidate;
  /** From 0 to 2, 4 decimals. */
  readonly score: number;
}

/** Best first; equals by kind (a course before lessons), then the shorter title, then id: one order always. */
export function rank(candidates: readonly Candidate[], comparer: WordComparer): Ranked[] {
  return candidates
    .map((candidate) => ({ candidate, score: scoreOf(candidate, comparer) }))
    .sort((a, b) => b.score - a.score || compare(a.candidate, b.candidate));
}

/** Having a word at all weighs as much as having it in the best place: all words in a text beat one in a title. */
function scoreOf(candidate: Candidate, comparer: WordComparer): number {
  const { words } = comparer;
  const title = Array.from(findWords(candidate.found.title), ({ text }) => comparer.compare(text));
  let sum = 0;
  for (const [place, word] of words.entries()) {
    const worth = worthOf(candidate, place, word, title);
    if (worth > 0) sum += (1 + worth) / 2;
  }
  const score = words.length === 0 ? WORTH.text : sum / words.length;
  return Math.round((score + bonusOf(title, words)) * 10_000) / 10_000;
}

function worthOf(
  { named, textWords }: Candidate,
  place: number,
  word: SearchedWord,
  title: readonly ComparedWord[],
): number {
  for (const likeness of ['same', 'begun', 'corrected'] as const)
    if (title.some(({ likenesses }) => likenesses[place] === likeness)) return WORTH[likeness];
  if (named) return WORTH.named;
  if (!textWords.has(place)) return 0;
  return word.corrections.length > 0 ? WORTH.textCorrected : WORTH.text;
}

function bonusOf(title: readonly ComparedWord[], words: readonly SearchedWord[]): number {
  if (words.length === 0 || words.length > title.length) return 0;
  const last = words.length - 1;
  const begins = words.every(({ form }, place) => {
    const there = title[place]?.folded ?? '';
    return place === last ? there.startsWith(form) : there === form;
  });
  if (!begins) return 0;
  const isWhole = title.length === words.length && title[last]?.folded === words[last]?.form;
  return isWhole ? BONUS.whole : BONUS.beginning;
}

function compare({ found: a }: Candidate, { found: b }: Candidate): number {
  return (
    Number(a.lessonId !== undefined) - Number(b.lessonId !== undefined) ||
    a.title.length - b.title.length ||
    (idOf(a) < idOf(b) ? -1 : 1)
  );
}

function idOf({ courseId, lessonId = courseId }: Candidate['found']): string {
  return lessonId;
}
