import type { PlatformOverviewBody } from '../../src/analytics/index.js';
import { seedDemonstration } from '../../src/import/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { expectCoursePairs, readCoursePairs } from '../support/expected-figures.js';
import { DatabaseProbe, Importer, WRITTEN } from '../support/import-run.js';
import { createStudent } from '../support/people.js';
import type { SignedIn } from '../support/test-client.js';

const NOW = new Date('2025-03-09T15:30:00Z');
const TOMORROW = new Date('2025-03-10T09:00:00Z');

let app: TestApp;
let probe: DatabaseProbe;
let importer: Importer;

beforeAll(async () => {
  app = await startTestApp('import_generated', { CACHE: 'off' });
  probe = await DatabaseProbe.open(app.env['MONGO_URI']!);
  importer = await Importer.open(probe.uri);
});
afterEach(() => probe.clear());
afterAll(async () => {
  await importer?.close();
  await probe?.close();
  await app?.stop();
});

describe('the demonstration', () => {
  it('fills an empty database with courses, people and activity', async () => {
    const { accounts, written } = await seedDemonstration(app.app);
    expect(accounts.map(({ role }) => role)).toEqual(['admin', 'instructor', 'student']);
    expect(written?.loaded.get('students')?.added).toBeGreaterThanOrEqual(500);
    const tokens = new Map<string, SignedIn>();
    for (const { role, email, password } of accounts) {
      const { status, body } = await app.client.post<SignedIn>('/auth/login', { email, password });
      expect(status).toBe(200);
      tokens.set(role, body);
    }
    const overview = await app.client
      .as(tokens.get('admin')!)
      .get<PlatformOverviewBody>('/analytics/platform/overview');
    const { users, courses, enrollments, active_users, daily } = overview.body;
    expect(users).toMatchObject({ admins: 1, instructors: 12 });
    expect(courses.published).toBeGreaterThanOrEqual(60);
    expect(Math.min(courses.draft, courses.archived)).toBeGreaterThan(0);
    expect(Math.min(enrollments.active, enrollments.completed, enrollments.dropped)).toBeGreaterThan(50);
    expect(active_users.day).toBeGreaterThan(0);
    expect(daily.filter(({ completions }) => completions > 0).length).toBeGreaterThan(25);
    const dashboard = await app.client
      .as(tokens.get('student')!)
      .get<{ totals: { completed: number; active: number } }>('/users/me/dashboard');
    expect(dashboard.body.totals.completed).toBeGreaterThan(0);
    expect(dashboard.body.totals.active).toBeGreaterThan(0);
  });

  it('has the pairs of courses that its enrolments say, and no rollup differs', async () => {
    await seedDemonstration(app.app, NOW);
    const pairs = await readCoursePairs(app.connection);
    expect(Object.keys(pairs).length).toBeGreaterThan(100);
    expect(pairs).toEqual(await expectCoursePairs(app.connection));
    expect(await importer.checkRollups()).toEqual([]);
  });

  it('is left alone once it is there', async () => {
    await seedDemonstration(app.app, NOW);
    const before = await probe.fingerprint(WRITTEN);
    const again = await seedDemonstration(app.app, TOMORROW);
    expect(again.written).toBeNull();
    expect(again.accounts).toHaveLength(3);
    expect(await probe.fingerprint(WRITTEN)).toBe(before);
  });

  it('goes on where it was interrupted, as of the time when it began', async () => {
    await seedDemonstration(app.app, NOW);
    const { db } = app.connection;
    const whole = await probe.fingerprint(WRITTEN);
    await db!.collection('data_loads').updateOne({}, { $set: { done_at: null } });
    for (const name of ['enrollments', 'reviews', 'completions'])
      await db!
        .collection(name)
        .deleteMany({ course_id: (await db!.collection(name).findOne())!['course_id'] });
    const again = await seedDemonstration(app.app, TOMORROW);
    expect(again.written?.loaded.get('enrolments')?.added).toBeGreaterThan(0);
    expect(await probe.fingerprint(WRITTEN)).toBe(whole);
  });

  it('stays away from a database that has anybody in it', async () => {
    await createStudent(app);
    expect(await seedDemonstration(app.app)).toEqual({ written: null, accounts: [] });
    expect((await app.client.get<{ total: number }>('/courses')).body.total).toBe(0);
  });
});

describe('seeding', () => {
  it('makes as much as asked for, and nothing more the second time, on whatever day', async () => {
    const args = ['seed', '--courses', '12', '--users', '90', '--seed', '5'];
    const first = await importer.run(args, NOW);
    expect(first).toMatchObject({ code: 0, told: [] });
    expect(first.counts).toMatchObject({ courses: [12, 0], students: [90, 0], staff: [3, 0] });
    const before = await probe.fingerprint(WRITTEN);
    const second = await importer.run(args, TOMORROW);
    expect(Object.values(second.counts).map(([added]) => added)).toEqual(Array<number>(8).fill(0));
    expect(await probe.fingerprint(WRITTEN)).toBe(before);
    expect(await importer.run(['seed', '--courses', '13', '--seed', '5'], NOW)).toMatchObject({
      code: 1,
      told: ['error: seed-5 is there with 12 courses and 90 users: take those numbers or another seed'],
    });
    const other = await importer.run(['seed', '--courses', '3', '--users', '9', '--seed', '6'], NOW);
    expect(other.counts).toMatchObject({ courses: [3, 0], students: [9, 0] });
  });
});
