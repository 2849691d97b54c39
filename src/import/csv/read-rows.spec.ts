import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ImportError, MalformedRowError } from '../import.errors.js';
import { readRows, type CsvRow, type ReadOptions } from './read-rows.js';
import { RowFaults } from './row-faults.js';

const Fruit = z.object({ name: z.string().min(1), pieces: z.string().regex(/^\d+$/, 'expected a number') });

describe('reading rows', () => {
  let dir: string;
  let told: string[];
  let faults: RowFaults;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tiercel-rows-'));
    told = [];
    faults = new RowFaults({ tell: (line) => told.push(line), strict: false });
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  async function read(text: string | Buffer, options: Partial<ReadOptions> = {}): Promise<CsvRow<unknown>[]> {
    const path = join(dir, 'fruit.csv');
    await writeFile(path, text);
    const rows: CsvRow<unknown>[] = [];
    for await (const row of readRows(path, Fruit, { faults, ...options })) rows.push(row);
    return rows;
  }

  it('takes the columns of the schema by name, in any order, quoted or not', async () => {
    expect(await read('"weight",PIECES,"name"\n1,2,apple\n"3","4","pear, green"\n')).toEqual([
      { line: 2, row: { name: 'apple', pieces: '2' } },
      { line: 3, row: { name: 'pear, green', pieces: '4' } },
    ]);
    expect(told).toEqual([]);
  });

  it('reads a byte order mark, Windows line ends, blank lines and a last line without an end', async () => {
    expect(await read('\uFEFFname,pieces\r\napple,2\r\n\r\npear,3')).toEqual([
      { line: 2, row: { name: 'apple', pieces: '2' } },
      { line: 4, row: { name: 'pear', pieces: '3' } },
    ]);
  });

  it('tells a row that does not fit by file and line, and goes on', async () => {
    expect(await read('name,pieces\napple,many\n,\npear\nfig,1,1\nplum,4\n')).toEqual([
      { line: 6, row: { name: 'plum', pieces: '4' } },
    ]);
    expect(told).toEqual([
      'fruit.csv:2: pieces: expected a number',
      expect.stringMatching(/^fruit\.csv:3: name: .*; pieces: expected a number$/),
      'fruit.csv:4: 2 columns expected, 1 found',
      'fruit.csv:5: 2 columns expected, 3 found',
    ]);
    expect(faults.total).toBe(4);
  });

  it('gives a row up that is not UTF-8, unless only what nobody asked for is not', async () => {
    const latin1 = Buffer.from('name,pieces,grown in\njalapeño,1,México\nfig,2,Málaga\n', 'latin1');
    expect(await read(latin1)).toEqual([{ line: 3, row: { name: 'fig', pieces: '2' } }]);
    expect(told).toEqual(['fruit.csv:2: name: not UTF-8']);
  });

  it('loses one line and no more to a lone quotation mark', async () => {
    const rows = await read('name,pieces\napple,1\n"pear,2\nfig,3\nplu"m,4\n"quince",5\n');
    expect(rows.map(({ line }) => line)).toEqual([2, 4, 6]);
    expect(told).toEqual([
      'fruit.csv:3: quotation marks do not match',
      'fruit.csv:5: quotation marks do not match',
    ]);
  });

  it('finds damage beyond the first batch on its own line', async () => {
    const lines = Array.from({ length: 1_700 }, (_, place) => (place === 1_234 ? '"' : `apple,${place}`));
    const rows = await read(['name,pieces', ...lines].join('\n'));
    expect(rows).toHaveLength(1_699);
    expect(told).toEqual(['fruit.csv:1236: quotation marks do not match']);
  });

  it('stops at the first such row in a strict run', async () => {
    const strict = new RowFaults({ tell: () => undefined, strict: true });
    const reading = read('name,pieces\napple,1\npear,two\n', { faults: strict });
    await expect(reading).rejects.toThrow(new MalformedRowError('fruit.csv:3: pieces: expected a number'));
  });

  it('names the columns that the header lacks', async () => {
    await expect(read('fruit,number\napple,1\n')).rejects.toThrow(
      new ImportError('fruit.csv: its first line does not name name, pieces'),
    );
  });

  it('takes no side between columns of one name, unless nobody asked for them', async () => {
    await expect(read('name,pieces, Name\napple,1,pear\n')).rejects.toThrow(
      new ImportError('fruit.csv: its first line names name more than once: columns 1, 3'),
    );
    expect(await read('name,,pieces,\napple,,1,\n')).toHaveLength(1);
  });

  it('says that an empty file names no columns', async () => {
    await expect(read('\n\n')).rejects.toThrow('fruit.csv is empty');
  });

  it('lets a quoted field go over several lines where asked to', async () => {
    const text = 'name,pieces\napple,1\n"a ""red""\n\npear",2\n\nfig,3\n';
    expect(await read(text, { multiline: true })).toEqual([
      { line: 2, row: { name: 'apple', pieces: '1' } },
      { line: 3, row: { name: 'a "red"\n\npear', pieces: '2' } },
      { line: 7, row: { name: 'fig', pieces: '3' } },
    ]);
    expect(told).toEqual([]);
  });

  it('gives up one line for a mark that is never closed, wherever the next mark may be', async () => {
    const text = 'name,pieces\n"apple,1\npear,2\n5" disk,3\nfig,4\n"plum",5\n"quince,6\nkiwi,7\n';
    const rows = await read(text, { multiline: true });
    expect(rows.map(({ line }) => line)).toEqual([3, 5, 6, 8]);
    expect(told.map((fault) => fault.split(': ')[0])).toEqual(['fruit.csv:2', 'fruit.csv:4', 'fruit.csv:7']);
  });

  it('does not wait for ever for the second mark', async () => {
    const text = `name,pieces\n"apple,1\n${'pear,2\n'.repeat(1_000)}`;
    expect(await read(text, { multiline: true })).toHaveLength(1_000);
    expect(told).toEqual(['fruit.csv:2: quotation marks do not match']);
  });

  it('lets optional columns be missing or empty, and names the columns that it ignores', async () => {
    const Basket = Fruit.extend({ colour: z.string().min(3).optional(), taste: z.string().optional() });
    const path = join(dir, 'fruit.csv');
    await writeFile(path, 'colour,name,weight,pieces\n,apple,9,1\nred,pear,9,2\n');
    const rows: unknown[] = [];
    let ignored: readonly string[] = [];
    for await (const { row } of readRows(path, Basket, { faults, onIgnored: (names) => (ignored = names) }))
      rows.push(row);
    expect(rows).toEqual([
      { name: 'apple', pieces: '1' },
      { name: 'pear', pieces: '2', colour: 'red' },
    ]);
    expect(ignored).toEqual(['weight']);
  });

  it('tells how many bytes it has read', async () => {
    const path = join(dir, 'fruit.csv');
    const text = `name,pieces\n${'apple,1\n'.repeat(5_000)}`;
    await writeFile(path, text);
    let bytes = 0;
    for await (const row of readRows(path, Fruit, { faults, onBytes: (count) => (bytes += count) }))
      expect(row.line).toBeGreaterThan(1);
    expect(bytes).toBe(text.length);
  });
});

describe('faults of rows', () => {
  it('tells a thousand of a file and counts the others', () => {
    const told: string[] = [];
    const faults = new RowFaults({ tell: (line) => told.push(line), strict: false });
    for (let line = 2; line <= 3_001; line += 1) faults.add('a.csv', line, 'damaged');
    faults.add('b.csv', 2, 'damaged');
    expect(told).toHaveLength(1_002);
    expect(told.at(-2)).toBe('a.csv: further rows are counted and no longer told');
    expect(faults.total).toBe(3_001);
    expect(Object.fromEntries(faults.counts)).toEqual({ 'a.csv': 3_000, 'b.csv': 1 });
  });
});
