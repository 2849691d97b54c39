import { htmlEscape } from 'escape-goat';
import { findWords } from '../courses/index.js';

/** Characters of text that a fragment shows, about. */
const LENGTH = 160;
/** Of these, how many before the first match. */
const LEAD = 40;

/** Whether a word of a text, as it is written, is one that was looked for. */
export type WordTest = (word: string) => boolean;

/**
 * The part of a text around its first match, on one line, as HTML: everything is escaped, and words
 * that were looked for are in `<mark>`. The beginning where nothing matches; `…` where text was cut off.
 */
export function makeFragment(text: string, isMatch: WordTest): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const first = firstMatch(line, isMatch);
  const start = first <= LEAD ? 0 : wordStart(line, first - LEAD);
  const end = start + LENGTH >= line.length ? line.length : wordEnd(line, start + LENGTH);
  const shown = highlight(line.slice(start, end).trim(), isMatch);
  return `${start > 0 ? '…' : ''}${shown}${end < line.length ? '…' : ''}`;
}

/** Whether a text has a word that was looked for. */
export function hasMatch(text: string, isMatch: WordTest): boolean {
  return firstMatch(text, isMatch) >= 0;
}

function firstMatch(text: string, isMatch: WordTest): number {
  for (const { text: word, index } of findWords(text)) if (isMatch(word)) return index;
  return -1;
}

function highlight(text: string, isMatch: WordTest): string {
  let html = '';
  let done = 0;
  for (const { text: word, index } of findWords(text)) {
    if (!isMatch(word)) continue;
    html += `${htmlEscape(text.slice(done, index))}<mark>${htmlEscape(word)}</mark>`;
    done = index + word.length;
  }
  return html + htmlEscape(text.slice(done));
}

/** The end of the word before `at`, so that no word is shown in half; `at` itself in a text without spaces. */
function wordStart(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at);
  return space > at - LEAD ? space + 1 : wholeCharacter(text, at);
}

function wordEnd(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at);
  return space > at - LEAD ? space : wholeCharacter(text, at);
}

/** Moves a cut out of the middle of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
