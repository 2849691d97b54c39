/** A pattern and what is said where a text does not fit it, for `z.string().regex(...)`. */
type TextRule = readonly [pattern: RegExp, message: string];

/** Of names and titles, which are shown on one line. */
export const ONE_LINE: TextRule = [/^\P{Cc}*$/u, 'expected no control characters'];

/** Of whatever may have paragraphs. */
export const SEVERAL_LINES: TextRule = [
  /^[\P{Cc}\t\n\r]*$/u,
  'expected no control characters but tabs and line breaks',
];
