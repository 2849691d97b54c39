import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CourseAnalyticsBody, PlatformOverviewBody } from '../../src/analytics/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { readCoursePairs } from '../support/expected-figures.js';
import { DatabaseProbe, Importer, WRITTEN, type ImportRun } from '../support/import-run.js';
import { computeOuladFigures, type ExpectedSet } from '../support/oulad-figures.js';
import { createAdmin, type Person } from '../support/people.js';

const DIR = process.env['OULAD_DIR'] ?? resolve('../shared/data/oulad');
const isHere = existsSync(DIR);
if (!isHere) process.stdout.write(`OULAD is not at ${DIR} (OULAD_DIR names another place): not imported\n`);
const describeIfHere = isHere ? describe : describe.skip;

/** On a machine that does other things too. */
const PATIENCE = 600_000;

describeIfHere('the real OULAD', () => {
  let app: TestApp;
  let importer: Importer;
  let probe: DatabaseProbe;
  let admin: Person;
  let expected: ExpectedSet;
  let run: ImportRun;

  beforeAll(async () => {
    expected = await computeOuladFigures(DIR);
    app = await startTestApp('import_real', { CACHE: 'off' });
    probe = await DatabaseProbe.open(app.env['MONGO_URI']!);
    importer = await Importer.open(app.env['MONGO_URI']!);
    run = await importer.run(['oulad', DIR]);
    admin = await createAdmin(app);
  }, PATIENCE);
  afterAll(async () => {
    await importer?.close();
    await probe?.close();
    await app?.stop();
  }, PATIENCE);

  it('has the published counts, by the files and by the import', () => {
    expect(expected.totals).toMatchObject({
      courses: 22,
      required: 206,
      optional: 6_364,
      students: 28_785,
      enrollments: 32_593,
      completions: 173_912,
    });
    expect(run).toMatchObject({ code: 0, told: [] });
    expect(run.counts).toEqual({
      courses: [22, 0],
      'required lessons': [206, 0],
      'optional lessons': [6_364, 0],
      students: [28_785, 0],
      enrolments: [32_593, 0],
      completions: [173_912, 0],
    });
  });

  it('is what the platform overview counts', async () => {
    const { body } = await admin.client.get<PlatformOverviewBody>('/analytics/platform/overview');
    const { enrollments, active, completed, dropped, completions } = expected.totals;
    expect(body).toMatchObject({
      users: { total: 28_786, students: 28_785, instructors: 0, admins: 1 },
      courses: { draft: 0, published: 22, archived: 0 },
      enrollments: { total: enrollments, active, completed, dropped },
      lessons_completed: completions,
    });
  });

  it('has, course by course, the figures that the files determine', async () => {
    const list = await app.client.get<{ items: { id: string; title: string }[] }>('/courses?page_size=100');
    const ids = new Map(list.body.items.map(({ id, title }) => [title, id]));
    expect(ids.size).toBe(22);
    for (const { title, ...figures } of expected.courses) {
      const path = `/analytics/courses/${ids.get(title)}`;
      expect((await admin.client.get<CourseAnalyticsBody>(path)).body).toMatchObject(figures);
    }
  });

  it('has the pairs of courses that the files determine, and no rollup differs', async () => {
    const list = await app.client.get<{ items: { id: string; title: string }[] }>('/courses?page_size=100');
    const titles = new Map(list.body.items.map(({ id, title }) => [id, title]));
    const stored = Object.entries(await readCoursePairs(app.connection)).map(([id, learners]) => {
      const [a, b] = id.split(':').map((courseId) => titles.get(courseId));
      return [[a, b].sort().join(' & '), learners] as const;
    });
    expect(Object.fromEntries(stored)).toEqual(expected.pairs);
    expect(await importer.checkRollups()).toEqual([]);
  });

  it(
    'leaves rollups that a check finds right',
    async () => {
      expect(await importer.checkRollups()).toEqual([]);
    },
    PATIENCE,
  );

  it(
    'is all there the second time, and nothing changes',
    async () => {
      const before = await probe.fingerprint(WRITTEN);
      const second = await importer.run(['oulad', DIR]);
      expect(Object.values(second.counts)).toEqual(Object.values(run.counts).map(([added]) => [0, added]));
      expect(await probe.fingerprint(WRITTEN)).toBe(before);
    },
    PATIENCE,
  );
});
