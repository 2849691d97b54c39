import { parse } from 'csv-parse/sync';

/** One line of a file. */
export interface NumberedLine {
  /** 1 is the file's first line. */
  readonly line: number;
  readonly text: string;
}

/** What a record's text says. */
export interface ParsedRecord {
  /** Where it begins. */
  readonly line: number;
  /** Null where the text is no CSV. */
  readonly fields: readonly string[] | null;
}

/** Lines that are parsed in one go. */
const BATCH = 500;

/** Lines that one record may go over: beyond them a quotation mark was simply forgotten. */
const LINES_OF_A_RECORD = 200;

/** Numbers the lines, and leaves a byte order mark out. */
export async function* numberLines(source: AsyncIterable<string>): AsyncGenerator<NumberedLine> {
  let line = 0;
  for await (const text of source) {
    line += 1;
    yield { line, text: line === 1 ? text.replace(/^\uFEFF/, '') : text };
  }
}

/** Parses a file in which a line is a record, batch by batch. Blank lines are left out. */
export async function* parseLines(source: AsyncIterable<NumberedLine>): AsyncGenerator<ParsedRecord[]> {
  let batch: NumberedLine[] = [];
  for await (const line of source) {
    if (!isBlank(line)) batch.push(line);
    if (batch.length < BATCH) continue;
    yield parseBatch(batch);
    batch = [];
  }
  if (batch.length > 0) yield parseBatch(batch);
}

/** All lines at once, which is quick; one by one where that fails or where a quotation mark joined two of them. */
function parseBatch(lines: readonly NumberedLine[]): ParsedRecord[] {
  const together = tryParse(lines.map(({ text }) => text).join('\n'));
  const fit = together?.length === lines.length;
  return lines.map(({ line, text }, at) => ({
    line,
    fields: (fit ? together[at] : tryParse(text)?.[0]) ?? null,
  }));
}

/**
 * Parses a file in which a quoted field may go over several lines. Where the marks do not match, only
 * the line that began the record is given up, and what follows is looked at afresh.
 */
export async function* parseRecords(source: AsyncIterable<NumberedLine>): AsyncGenerator<ParsedRecord[]> {
  const joiner = new RecordJoiner();
  for await (const line of source) {
    const records = joiner.feed(line);
    if (records.length > 0) yield records;
  }
  const rest = joiner.finish();
  if (rest.length > 0) yield rest;
}

/** Puts lines together until their quotation marks are even in number. */
class RecordJoiner {
  private open: NumberedLine[] = [];
  private marks = 0;

  feed(line: NumberedLine): ParsedRecord[] {
    if (this.open.length === 0 && isBlank(line)) return [];
    this.open.push(line);
    this.marks += line.text.split('"').length - 1;
    if (this.marks % 2 === 1 && this.open.length < LINES_OF_A_RECORD) return [];
    const fields = this.marks % 2 === 0 ? tryParse(this.open.map(({ text }) => text).join('\n')) : undefined;
    return fields?.length === 1 ? [this.take(fields[0] ?? null)] : this.giveUpFirst();
  }

  finish(): ParsedRecord[] {
    const records: ParsedRecord[] = [];
    while (this.open.length > 0) records.push(...this.giveUpFirst());
    return records;
  }

  private take(fields: readonly string[] | null): ParsedRecord {
    const record = { line: this.open[0]?.line ?? 0, fields };
    this.open = [];
    this.marks = 0;
    return record;
  }

  private giveUpFirst(): ParsedRecord[] {
    const [, ...others] = this.open;
    const records = [this.take(null)];
    for (const line of others) records.push(...this.feed(line));
    return records;
  }
}

function isBlank({ text }: NumberedLine): boolean {
  return text.trim() === '';
}

function tryParse(text: string): string[][] | undefined {
  try {
    return parse(text, { record_delimiter: '\n', relax_column_count: true });
  } catch {
    return undefined;
  }
}
