import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { ImportError } from '../import.errors.js';
import { numberLines, parseLines, parseRecords, type ParsedRecord } from './csv-text.js';
import type { RowFaults } from './row-faults.js';

/** What Node reads where a file's bytes are no UTF-8, as in a table saved for Windows: the character itself is lost. */
const NOT_UTF8 = '\uFFFD';

export interface CsvRow<T> {
  /** Where it begins; 1 is the file's first line. */
  readonly line: number;
  readonly row: T;
}

export interface ReadOptions {
  readonly faults: RowFaults;
  /** Told how many bytes were read since the last call. */
  readonly onBytes?: (count: number) => void;
  /** Told the header's columns that the schema does not name. */
  readonly onIgnored?: (columns: readonly string[]) => void;
  /** Quoted fields may go over several lines. In published data sets they do not, and a line is quicker to check. */
  readonly multiline?: boolean;
}

/**
 * Streams a CSV file. Columns go by their names in the first line; those that the schema does not name
 * are ignored, optional ones may be missing or empty. A row that does not fit goes to `faults` and is left out.
 *
 * Damage stays where it is: a lone quotation mark cannot swallow the rows after it.
 * @throws {ImportError} when a column that the schema requires is missing, or one that it names is there twice
 */
export async function* readRows<S extends z.ZodObject>(
  path: string,
  schema: S,
  { faults, onBytes, onIgnored, multiline = false }: ReadOptions,
): AsyncGenerator<CsvRow<z.infer<S>>> {
  const file = basename(path);
  const source = createReadStream(path, 'utf8');
  const lines = numberLines(createInterface({ input: source, crlfDelay: Infinity }));
  let told = 0;
  let columns: Columns | undefined;
  for await (const records of multiline ? parseRecords(lines) : parseLines(lines)) {
    for (const record of records) {
      if (columns) {
        const row = fitRow(record, columns, schema, (reason) => faults.add(file, record.line, reason));
        if (row) yield { line: record.line, row };
      } else {
        columns = findColumns(file, schema, record.fields ?? []);
        if (columns.ignored.length > 0) onIgnored?.(columns.ignored);
      }
    }
    onBytes?.(source.bytesRead - told);
    told = source.bytesRead;
  }
  if (!columns) throw new ImportError(`${file} is empty: its first line must name the columns`);
}

interface Columns {
  readonly width: number;
  /** Names that are wanted, and where they stand. */
  readonly places: readonly (readonly [string, number])[];
  readonly optional: ReadonlySet<string>;
  readonly ignored: readonly string[];
}

function findColumns(file: string, schema: z.ZodObject, header: readonly string[]): Columns {
  const names = header.map((name) => name.trim().toLowerCase());
  const shape: Readonly<Record<string, z.ZodType>> = schema.shape;
  const wanted = Object.keys(shape);
  const optional = new Set(wanted.filter((name) => shape[name]?.safeParse(undefined).success));
  const missing = wanted.filter((name) => !names.includes(name) && !optional.has(name));
  if (missing.length > 0)
    throw new ImportError(`${file}: its first line does not name ${missing.join(', ')}`);
  for (const name of wanted) {
    const places = names.flatMap((each, at) => (each === name ? [at + 1] : []));
    if (places.length > 1)
      throw new ImportError(
        `${file}: its first line names ${name} more than once: columns ${places.join(', ')}`,
      );
  }
  return {
    width: header.length,
    places: wanted.filter((name) => names.includes(name)).map((name) => [name, names.indexOf(name)]),
    optional,
    ignored: names.filter((name) => !wanted.includes(name)),
  };
}

function fitRow<S extends z.ZodObject>(
  { fields }: ParsedRecord,
  columns: Columns,
  schema: S,
  refuse: (reason: string) => void,
): z.infer<S> | undefined {
  if (!fields) return void refuse('quotation marks do not match');
  if (fields.length !== columns.width)
    return void refuse(`${columns.width} columns expected, ${fields.length} found`);
  const cells = pick(columns, fields);
  const damaged = Object.keys(cells).filter((name) => cells[name]?.includes(NOT_UTF8));
  if (damaged.length > 0) return void refuse(`${damaged.join(', ')}: not UTF-8`);
  const parsed = schema.safeParse(cells);
  return parsed.success ? parsed.data : void refuse(describeIssues(parsed.error));
}

function pick({ places, optional }: Columns, fields: readonly string[]): Record<string, string> {
  const cells = places.map(([name, at]) => [name, (fields[at] ?? '').trim()] as const);
  return Object.fromEntries(cells.filter(([name, text]) => text !== '' || !optional.has(name)));
}

/** Every field at fault, on one line. */
function describeIssues(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}
