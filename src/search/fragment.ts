import { htmlEscape } from 'escape-goat';
import { stemmer } from 'stemmer';

/** Characters of text that a fragment shows, about. */
const LENGTH = 160;
/** Of these, how many before the first match. */
const LEAD = 40;

const WORD = /[\p{L}\p{N}]+/gu;

/** Words that must not be found, and the marks of phrases, are no help in finding a place to show. */
const EXCLUDED = /(?:^|\s)-(?:"[^"]*"|\S+)/g;

/** The stems of the words that a query looks for: what makes `testing` match `tests`. */
export function stemsOf(query: string): ReadonlySet<string> {
  const words = query.replace(EXCLUDED, ' ').match(WORD) ?? [];
  return new Set(words.map(stem));
}

/**
 * The part of a text around its first match, on one line, as HTML: everything is escaped, and words
 * with one of the stems are in `<mark>`. The beginning where nothing matches; `…` where text was cut off.
 */
export function makeFragment(text: string, stems: ReadonlySet<string>): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const first = firstMatch(line, stems);
  const start = first <= LEAD ? 0 : wordStart(line, first - LEAD);
  const end = start + LENGTH >= line.length ? line.length : wordEnd(line, start + LENGTH);
  const shown = highlight(line.slice(start, end).trim(), stems);
  return `${start > 0 ? '…' : ''}${shown}${end < line.length ? '…' : ''}`;
}

/** Whether a text has a word with one of the stems. */
export function hasMatch(text: string, stems: ReadonlySet<string>): boolean {
  return firstMatch(text, stems) >= 0;
}

function stem(word: string): string {
  return stemmer(word.toLowerCase());
}

function firstMatch(text: string, stems: ReadonlySet<string>): number {
  for (const match of text.matchAll(WORD)) if (stems.has(stem(match[0]))) return match.index;
  return -1;
}

function highlight(text: string, stems: ReadonlySet<string>): string {
  let html = '';
  let done = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!stems.has(stem(word))) continue;
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
