import type { CourseAnalyticsBody, PlatformOverviewBody } from '../../src/analytics/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { DatabaseProbe, Importer, WRITTEN } from '../support/import-run.js';
import { SMALL_SET, writeOuladFolder, type OuladFolder, type OuladLines } from '../support/oulad-fixture.js';
import { computeOuladFigures } from '../support/oulad-figures.js';
import { createAdmin } from '../support/people.js';
import { mongoUriFor } from '../support/servers.js';
import { until } from '../support/settled.js';

const SOURCES = ['courses', 'lessons', 'users', 'completions', 'enrollments'];

let probe: DatabaseProbe;
let importer: Importer;
let folder: OuladFolder;

beforeAll(async () => {
  probe = await DatabaseProbe.open(mongoUriFor('import'));
  importer = await Importer.open(probe.uri);
});
afterEach(async () => {
  await probe.clear();
  await folder.remove();
});
afterAll(async () => {
  await importer?.close();
  await probe?.close();
});

async function prepare(changes: OuladLines = {}): Promise<void> {
  folder = await writeOuladFolder(changes);
}

describe('importing an OULAD folder', () => {
  it('counts what it wrote, and the second time that it is all there', async () => {
    await prepare();
    const first = await importer.run(['oulad', folder.dir]);
    expect(first.code).toBe(0);
    expect(first.told).toEqual([]);
    expect(first.counts).toEqual({
      courses: [2, 0],
      'required lessons': [5, 0],
      'optional lessons': [3, 0],
      students: [4, 0],
      enrolments: [5, 0],
      completions: [6, 0],
    });
    const before = await probe.fingerprint(WRITTEN);
    const second = await importer.run(['oulad', folder.dir]);
    expect(second.counts).toEqual({
      courses: [0, 2],
      'required lessons': [0, 5],
      'optional lessons': [0, 3],
      students: [0, 4],
      enrolments: [0, 5],
      completions: [0, 6],
    });
    expect(await probe.fingerprint(WRITTEN)).toBe(before);
  });

  it('tells damaged rows by file and line, counts them and goes on', async () => {
    await prepare({
      'studentRegistration.csv': [...SMALL_SET['studentRegistration.csv'], '"AAA","2013J"'],
      'studentAssessment.csv': [...SMALL_SET['studentAssessment.csv'], '102,13,"soon,0', '777,11,3,0'],
    });
    const run = await importer.run(['oulad', folder.dir]);
    expect(run.code).toBe(0);
    expect(run.told).toEqual([
      'studentRegistration.csv:7: 5 columns expected, 2 found',
      'studentAssessment.csv:8: quotation marks do not match',
      'studentAssessment.csv:9: no assessment 777',
    ]);
    expect(run.said).toContain('malformed rows: 3');
    expect(run.counts['completions']).toEqual([6, 0]);
  });

  it('brings in what was damaged once it is put right, as if it had never been damaged', async () => {
    const damaged = SMALL_SET['studentAssessment.csv'].map((line) =>
      line === '103,11,230,0' ? '103,11,later,0' : line,
    );
    await prepare({ 'studentAssessment.csv': damaged });
    await importer.run(['oulad', folder.dir]);
    await folder.remove();
    folder = await writeOuladFolder();
    const repaired = await importer.run(['oulad', folder.dir]);
    expect(repaired.counts['completions']).toEqual([1, 5]);
    expect(repaired.said).toContain('enrolments with something new: 1');
    expect(await importer.checkRollups()).toEqual([]);
    const before = await probe.fingerprint(SOURCES);
    await probe.clear();
    await importer.run(['oulad', folder.dir]);
    expect(await probe.fingerprint(SOURCES)).toBe(before);
  });

  it('stops a strict run at the first damaged row, with nothing written', async () => {
    await prepare({ 'studentAssessment.csv': [...SMALL_SET['studentAssessment.csv'], '101,13,x,0'] });
    const run = await importer.run(['oulad', folder.dir, '--strict']);
    expect(run.code).toBe(1);
    expect(run.told).toEqual(['error: studentAssessment.csv:8: date_submitted: expected a whole number']);
    for (const collection of SOURCES) expect(await probe.count(collection)).toBe(0);
  });

  it('stops for a missing file or column, with nothing written', async () => {
    await prepare({ 'vle.csv': [] });
    const withoutFile = await importer.run(['oulad', folder.dir]);
    expect(withoutFile).toMatchObject({
      code: 1,
      told: [`error: missing in ${folder.dir}: vle.csv; nothing was written`],
    });
    await folder.remove();
    folder = await writeOuladFolder({ 'studentAssessment.csv': ['id_assessment,id_student', '101,11'] });
    const withoutColumn = await importer.run(['oulad', folder.dir]);
    expect(withoutColumn).toMatchObject({
      code: 1,
      told: ['error: studentAssessment.csv: its first line does not name date_submitted'],
    });
    for (const collection of SOURCES) expect(await probe.count(collection)).toBe(0);
  });

  it('stops in one line where somebody else has a student’s address', async () => {
    await prepare();
    await probe.insert('users', { email: 'student-11@oulad.invalid' });
    const run = await importer.run(['oulad', folder.dir]);
    expect(run.code).toBe(1);
    expect(run.told).toEqual([
      expect.stringMatching(/^error: users: E11000 duplicate key .*student-11@oulad/),
    ]);
  });

  it('leaves rollups that a check finds right', async () => {
    await prepare();
    await importer.run(['oulad', folder.dir]);
    expect(await importer.checkRollups()).toEqual([]);
  });
});

describe('a server whose database is imported into', () => {
  let app: TestApp | undefined;
  afterEach(() => app?.stop());

  it('serves the courses and the figures that the files determine', async () => {
    await prepare();
    app = await startTestApp('import_live');
    const admin = await createAdmin(app);
    expect((await app.client.get<{ total: number }>('/courses')).body.total).toBe(0);
    const beside = await Importer.open(app.env['MONGO_URI']!);
    await beside.run(['oulad', folder.dir]);
    await beside.close();
    const { client } = app;
    const courses = await until('the list shows the courses', async () => {
      const { body } = await client.get<{ total: number; items: { id: string; title: string }[] }>(
        '/courses',
      );
      return body.total === 2 ? body.items : undefined;
    });
    const plain = await app.startInstance({ CACHE: 'off', REDIS_URL: '' });
    const as = plain.client.as(admin);
    const expected = await computeOuladFigures(folder.dir);
    for (const course of expected.courses) {
      const { title, ...figures } = course;
      const id = courses.find((item) => item.title === title)!.id;
      expect((await as.get<CourseAnalyticsBody>(`/analytics/courses/${id}`)).body).toMatchObject(figures);
    }
    expect((await as.get<PlatformOverviewBody>('/analytics/platform/overview')).body).toMatchObject({
      users: { total: 5, students: 4, admins: 1 },
      courses: { draft: 0, published: 2, archived: 0 },
      enrollments: { total: 5, active: 3, completed: 1, dropped: 1 },
      lessons_completed: 6,
    });
  });
});
