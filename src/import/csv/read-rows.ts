import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { ImportError } from '../import.errors.js';
import type { RowFaults } from './row-faults.js';

/** Lines that are parsed in one go. */
const BATCH = 500;

export interface CsvRow<T> {
  /** 1 is the file's first line. */
  readonly line: number;
  readonly row: T;
}

export interface ReadOptions {
  readonly faults: RowFaults;
  /** Told how many bytes were read since the last call. */
  readonly onBytes?: (count: number) => void;
}

/**
 * Streams a CSV file in which a record is one line, as in most published data sets. What the schema
 * does not name is ignored; a row that does not fit goes to `faults` and is left out.
 *
 * Damage stays within its line: a lone quotation mark cannot swallow the rows after it.
 * @throws {ImportError} when a column of the schema is missing from the header
 */
export async function* readRows<S extends z.ZodObject>(
  path: string,
  schema: S,
  { faults, onBytes }: ReadOptions,
): AsyncGenerator<CsvRow<z.infer<S>>> {
  const file = basename(path);
  const source = createReadStream(path, 'utf8');
  let told = 0;
  let columns: Columns | undefined;
  for await (const lines of batchLines(createInterface({ input: source, crlfDelay: Infinity }))) {
    for (const { line, fields } of parseLines(lines)) {
      if (!columns) columns = findColumns(file, Object.keys(schema.shape), fields ?? []);
      else if (!fields) faults.add(file, line, 'quotation marks do not match');
      else if (fields.length !== columns.width)
        faults.add(file, line, `${columns.width} columns expected, ${fields.length} found`);
      else {
        const parsed = schema.safeParse(pick(columns, fields));
        if (parsed.success) yield { line, row: parsed.data };
        else faults.add(file, line, describeIssue(parsed.error));
      }
    }
    onBytes?.(source.bytesRead - told);
    told = source.bytesRead;
  }
  if (!columns) throw new ImportError(`${file} is empty: its first line must name the columns`);
}

interface NumberedLine {
  readonly line: number;
  readonly text: string;
}

/** Blank lines are counted and left out. */
async function* batchLines(source: AsyncIterable<string>): AsyncGenerator<NumberedLine[]> {
  let batch: NumberedLine[] = [];
  let line = 0;
  for await (const text of source) {
    line += 1;
    if (text.trim() !== '') batch.push({ line, text });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

interface ParsedLine {
  readonly line: number;
  /** Null where the line is no CSV. */
  readonly fields: readonly string[] | null;
}

/** All lines at once, which is quick; one by one where that fails or where a quotation mark joined two of them. */
function parseLines(lines: readonly NumberedLine[]): ParsedLine[] {
  const together = tryParse(lines.map(({ text }) => text).join('\n'));
  const fit = together?.length === lines.length;
  return lines.map(({ line, text }, at) => ({
    line,
    fields: (fit ? together[at] : tryParse(text)?.[0]) ?? null,
  }));
}

function tryParse(text: string): string[][] | undefined {
  try {
    return parse(text, { bom: true, record_delimiter: '\n', relax_column_count: true });
  } catch {
    return undefined;
  }
}

interface Columns {
  readonly width: number;
  /** Names that are wanted, and where they stand. */
  readonly places: readonly (readonly [string, number])[];
}

function findColumns(file: string, wanted: readonly string[], header: readonly string[]): Columns {
  const names = header.map((name) => name.trim().toLowerCase());
  const missing = wanted.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new ImportError(`${file}: its first line does not name ${missing.join(', ')}`);
  return { width: header.length, places: wanted.map((name) => [name, names.indexOf(name)]) };
}

function pick({ places }: Columns, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(places.map(([name, at]) => [name, (fields[at] ?? '').trim()]));
}

/** Every field at fault, on one line. */
export function describeIssue(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}
