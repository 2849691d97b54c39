import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CourseItemBody } from '../../src/courses/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { DatabaseProbe, Importer, type ImportRun } from '../support/import-run.js';
import { makeTestDir } from '../support/servers.js';

const NOW = new Date('2025-06-01T10:00:00Z');

const dir = makeTestDir('catalogue');
let app: TestApp;
let probe: DatabaseProbe;
let importer: Importer;

beforeAll(async () => {
  app = await startTestApp('import_courses', { CACHE: 'off' });
  probe = await DatabaseProbe.open(app.env['MONGO_URI']!);
  importer = await Importer.open(probe.uri);
});
afterEach(() => probe.clear());
afterAll(async () => {
  await importer?.close();
  await probe?.close();
  await app?.stop();
});

async function importText(text: string, ...options: string[]): Promise<ImportRun> {
  const file = join(dir, 'courses.csv');
  await writeFile(file, text);
  return await importer.run(['courses', file, ...options], NOW);
}

async function listCourses(): Promise<CourseItemBody[]> {
  return (await app.client.get<{ items: CourseItemBody[] }>('/courses?page_size=100')).body.items;
}

describe('importing a course catalogue', () => {
  it('leaves out rows with control characters, as the API refuses them', async () => {
    const { told, counts } = await importText(
      'title,category,tags,summary\n"a\nb",c,d,e\na,c\u0000,d\u007f,e\na,c,d,e\u0001\na,c,d,"e\nf"\n',
    );
    expect(told).toEqual([
      'courses.csv:2: title: expected no control characters',
      'courses.csv:4: category: expected no control characters; tags.0: expected no control characters',
      'courses.csv:5: summary: expected no control characters but tabs and line breaks',
    ]);
    expect(counts['courses']).toEqual([1, 0]);
  });

  it('takes the columns that it knows, in any order, and names the others', async () => {
    const run = await importText(
      [
        'rating,title,category,level,language,price,tags,instructor,published_at,summary',
        '4.5,Rust in Depth,Programming,Advanced Level,en-us,19.90,"rust, systems;rust",Ada Lovelace,2024-03-01,"Short, and',
        'over two lines"',
        '',
        '3.9,Yoga,Health,All Levels,,0,,,2024-05-02T10:00:00+02:00,',
      ].join('\n'),
    );
    expect(run).toMatchObject({ code: 0, told: ['ignored columns: rating'] });
    expect(run.counts).toEqual({ courses: [2, 0], instructors: [1, 0] });
    expect(await listCourses()).toMatchObject([
      {
        title: 'Yoga',
        slug: 'yoga',
        summary: '',
        category: 'Health',
        level: 'all',
        language: 'en',
        tags: [],
        price: 0,
        instructor: { display_name: 'Imported' },
        published_at: '2024-05-02T08:00:00.000Z',
      },
      {
        title: 'Rust in Depth',
        summary: 'Short, and\nover two lines',
        level: 'advanced',
        language: 'en-US',
        tags: ['rust', 'systems'],
        price: 19.9,
        status: 'published',
        version: 1,
        instructor: { display_name: 'Ada Lovelace' },
        published_at: '2024-03-01T00:00:00.000Z',
      },
    ]);
  });

  it('needs nothing but titles, and then publishes them now', async () => {
    await importText('Title\nAlgebra\n');
    expect(await listCourses()).toMatchObject([
      { title: 'Algebra', category: 'general', level: 'all', price: 0, published_at: NOW.toISOString() },
    ]);
  });

  it('adds nothing the second time', async () => {
    const text = 'title,instructor\nAlgebra,Emmy Noether\nGeometry,emmy noether\n';
    expect((await importText(text)).counts).toEqual({ courses: [2, 0], instructors: [1, 0] });
    expect((await importText(text)).counts).toEqual({ courses: [0, 2], instructors: [0, 1] });
    const [first, second] = await listCourses();
    expect(first!.instructor.id).toBe(second!.instructor.id);
  });

  it('tells rows that cannot be used by line, and goes on', async () => {
    const run = await importText(
      [
        'title,level,price,language,published_at',
        'Good,beginner,1,en,2024-01-01',
        ',beginner,1,en,2024-01-01',
        'Wizardry,wizard,1,en,2024-01-01',
        'Dear,all,-5,en,2024-01-01',
        'Tongues,all,1,not a language,2024-01-01',
        'Tomorrow,all,1,en,2025-06-02',
        'Someday,all,1,en,soon',
        'GOOD,all,2,de,2024-02-02',
        'Torn,all,1',
        'Also good,all,1,en,2024-01-01',
      ].join('\n'),
    );
    expect(run.code).toBe(0);
    expect(run.told.map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual([
      'courses.csv:3: title',
      'courses.csv:4: level',
      'courses.csv:5: price',
      'courses.csv:6: language',
      'courses.csv:7: published_at',
      'courses.csv:8: published_at',
      'courses.csv:9: repeats the course of line 2',
      'courses.csv:10: 5 columns expected, 3 found',
    ]);
    expect(run.said).toContain('malformed rows: 8');
    expect((await listCourses()).map(({ title }) => title).toSorted()).toEqual(['Also good', 'Good']);
  });

  it('stops a strict run at the first such row, with nothing written', async () => {
    const run = await importText('title,price\nGood,1\nBad,cheap\n', '--strict');
    expect(run).toMatchObject({
      code: 1,
      told: ['error: courses.csv:3: price: expected a number such as 19.90'],
    });
    expect(await listCourses()).toEqual([]);
  });

  it('says in one line what is wrong with the file or the arguments', async () => {
    const absent = join(dir, 'absent.csv');
    expect(await importer.run(['courses', absent])).toMatchObject({
      code: 1,
      told: [`error: ${absent} is not a file; nothing was written`],
    });
    expect(await importText('name\nAlgebra\n')).toMatchObject({
      code: 1,
      told: ['error: courses.csv: its first line does not name title'],
    });
    expect(await importer.run(['courses'])).toMatchObject({
      code: 1,
      told: ["error: missing required argument 'file'"],
    });
    expect(await importer.run(['seed', '--users', 'many'])).toMatchObject({
      code: 1,
      told: [expect.stringContaining('Expected a whole number from 1 to 1000000.')],
    });
  });
});
