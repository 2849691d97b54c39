import { Types } from 'mongoose';
import { DAILY_ACTIVITY, LEARNER, type DailyActivity, type Learner } from '../../src/activity/index.js';
import {
  RollupRebuild,
  type CourseAnalyticsBody,
  type PlatformOverviewBody,
} from '../../src/analytics/index.js';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import {
  expectCourse,
  expectCoursePairs,
  expectPlatform,
  readCoursePairs,
} from '../support/expected-figures.js';
import { Learning } from '../support/learning.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';
import { Random } from '../support/random.js';
import { untilFolded } from '../support/settled.js';

const LESSONS = 4;

let app: TestApp;
let second: Instance;
let admin: Person;
let author: Person;
let courses: BuiltCourse[];
let learners: Person[];

beforeAll(async () => {
  app = await startTestApp('rollups');
  second = await app.startInstance();
  admin = await createAdmin(app);
  author = await createInstructor(app);
  courses = await Promise.all(
    [1, 2, 3].map(() =>
      createOpenCourse(author, [
        ['a', { title: 'extra', required: false }],
        ['b', 'c'],
      ]),
    ),
  );
  learners = await Promise.all([1, 2, 3, 4, 5, 6].map((index) => createStudent(index % 2 ? app : second)));
}, 60_000);
afterAll(() => app?.stop());

const rebuildOn = ({ app: on }: Instance) => on.get(RollupRebuild, { strict: false });

async function act(random: Random): Promise<void> {
  const learning = new Learning(random.pick(learners), random.pick(courses));
  const lesson = random.below(LESSONS);
  const what = random.below(12);
  if (what < 2) await Learning.begin(learning.person, learning.course);
  else if (what < 6) await learning.complete(lesson);
  else if (what < 8) await learning.uncomplete(lesson);
  else if (what < 10) await learning.watch(lesson, random.below(400));
  else if (what < 11) await learning.drop();
  else await rate(learning, random);
}

async function rate({ person, course }: Learning, random: Random): Promise<void> {
  const path = `/courses/${course.id}/reviews/me`;
  if (random.below(4) === 0) await person.client.delete(path);
  else await person.client.put(path, { rating: 1 + random.below(5) });
}

/** Six learners at once, on two instances. */
async function actAtRandom(seed: number, steps: number): Promise<void> {
  const random = new Random(seed);
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let step = 0; step < steps; step += 1) await act(random);
    }),
  );
}

async function readFresh<T>(path: string): Promise<T> {
  await untilFolded(app);
  const { headers } = await admin.client.get('/auth/me');
  const answer = await admin.client.get<T>(path, {
    'x-consistency-token': headers.get('x-consistency-token') ?? '',
  });
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text}`);
  return answer.body;
}

async function expectFiguresToMatchSources(): Promise<void> {
  const platform = await readFresh<PlatformOverviewBody>('/analytics/platform/overview');
  const { lastDay, active_today, ...totals } = await expectPlatform(app.connection);
  expect(platform).toMatchObject(totals);
  expect(platform.active_users.day).toBe(active_today);
  expect(platform.daily.at(-1)).toEqual(lastDay);
  for (const course of courses) {
    const figures = await readFresh<CourseAnalyticsBody>(`/analytics/courses/${course.id}`);
    const { lastDay: courseDay, ...expected } = await expectCourse(
      app.connection,
      Types.ObjectId.createFromHexString(course.id),
    );
    expect(figures).toMatchObject(expected);
    expect(figures.daily.at(-1)).toEqual(courseDay);
  }
  expect(await readCoursePairs(app.connection)).toEqual(await expectCoursePairs(app.connection));
}

async function expectNoDifferences(): Promise<void> {
  expect((await rebuildOn(second).run({ check: true })).differences).toEqual([]);
}

describe('rollups', () => {
  it('say what the source rows say after learners did as they liked, on two instances', async () => {
    await actAtRandom(1, 25);
    await expectFiguresToMatchSources();
    await expectNoDifferences();
  }, 120_000);

  it('differ in nothing at any moment while learners go on', async () => {
    const busy = actAtRandom(2, 15);
    const found = await Promise.all([
      rebuildOn(app).run({ check: true }),
      rebuildOn(second).run({ check: true }),
    ]);
    await busy;
    expect(found.flatMap(({ differences }) => differences)).toEqual([]);
    await expectNoDifferences();
  }, 120_000);

  it('follow lessons that are deleted', async () => {
    const [course] = courses;
    await author.client.delete(`/courses/${course!.id}/lessons/${course!.lessons[3]}`);
    await untilFolded(app);
    await expectFiguresToMatchSources();
    await expectNoDifferences();
  }, 60_000);

  it('forget a course that is deleted, and nothing else', async () => {
    const gone = await createOpenCourse(author, [['a', 'b']]);
    for (const person of learners) {
      const learning = await Learning.begin(person, gone);
      await learning.complete(0);
      await learning.watch(0, 100);
    }
    expect((await admin.client.delete(`/courses/${gone.id}`)).status).toBe(204);
    await expectFiguresToMatchSources();
    await expectNoDifferences();
    expect(await app.connection.collection('rollup_days').countDocuments({ scope: gone.id })).toBe(0);
    const courseId = Types.ObjectId.createFromHexString(gone.id);
    expect(await app.connection.collection('rollup_course_pairs').countDocuments({ courses: courseId })).toBe(
      0,
    );
  }, 60_000);

  it('differ in nothing while a course is deleted that others learn in', async () => {
    const doomed = await createOpenCourse(author, [['a', 'b']]);
    const learning = await Promise.all(learners.map((person) => Learning.begin(person, doomed)));
    await Promise.all(learning.map((one) => one.complete(0)));
    const deletion = admin.client.delete(`/courses/${doomed.id}`);
    const meanwhile = Promise.all(learning.map((one) => one.complete(1)));
    await rebuildOn(second).run();
    await expectNoDifferences();
    await Promise.all([deletion, meanwhile]);
    await untilFolded(app);
    await expectNoDifferences();
    await expectFiguresToMatchSources();
  }, 60_000);
});

describe('rebuilding', () => {
  it('finds every figure that is wrong, puts it right and leaves the rest', async () => {
    await untilFolded(app);
    const [course] = courses;
    const courseId = Types.ObjectId.createFromHexString(course!.id);
    const date = new Date().toISOString().slice(0, 10);
    await app.connection
      .collection<{ _id: string }>('rollup_platform')
      .updateOne({ _id: 'platform' }, { $inc: { seconds: 7, 'rating.count': -1 } });
    await app.connection
      .collection<{ _id: string }>('rollup_days')
      .updateOne({ _id: `platform:${date}` }, { $inc: { active: 1 } });
    await app.connection
      .collection<{ _id: string }>('rollup_days')
      .deleteOne({ _id: `${course!.id}:${date}` });
    await app.connection
      .collection('courses')
      .updateOne({ _id: courseId }, { $inc: { 'stats.enrollments': -2, 'stats.rating_average': 1 } });
    const [pair] = Object.keys(await readCoursePairs(app.connection));
    await app.connection
      .collection<{ _id: string }>('rollup_course_pairs')
      .updateOne({ _id: pair! }, { $inc: { learners: 3 } });
    const { differences } = await rebuildOn(app).run({ check: true });
    expect(differences).toEqual(
      expect.arrayContaining([
        { rollup: 'rollup_course_pairs', id: pair, figure: 'learners', missing: -3 },
        { rollup: 'rollup_platform', id: 'platform', figure: 'seconds', missing: -7 },
        { rollup: 'rollup_platform', id: 'platform', figure: 'rating.count', missing: 1 },
        { rollup: 'rollup_days', id: `platform:${date}`, figure: 'active', missing: -1 },
        expect.objectContaining({ rollup: 'rollup_days', id: `${course!.id}:${date}`, figure: 'active' }),
        { rollup: 'courses.stats', id: course!.id, figure: 'enrollments', missing: 2 },
        { rollup: 'courses.stats', id: course!.id, figure: 'rating_average' },
      ]),
    );
    const put = await rebuildOn(second).run();
    expect(put.differences.length).toBeGreaterThanOrEqual(5);
    await expectNoDifferences();
    await expectFiguresToMatchSources();
  }, 60_000);

  it('makes learners’ own rows again, those that are missing, too many or changed', async () => {
    const days = app.connection.model<DailyActivity>(DAILY_ACTIVITY);
    const [missing, changed, extra] = learners;
    await days.deleteMany({ user_id: missing!.id });
    await app.connection.model<Learner>(LEARNER).deleteOne({ _id: missing!.id });
    await days.updateOne({ user_id: changed!.id }, { $inc: { seconds: 5 }, $pop: { events: 1 } });
    await days.create([
      { _id: `${extra!.id}:2001-01-01`, user_id: extra!.id, date: '2001-01-01', seconds: 0, events: [] },
    ]);
    const { differences } = await rebuildOn(app).run({ check: true });
    expect(new Set(differences.map(({ rollup }) => rollup))).toEqual(new Set(['daily_activity', 'learners']));
    expect(differences.filter(({ rollup }) => rollup === 'daily_activity')).toHaveLength(3);
    await rebuildOn(app).run();
    await expectNoDifferences();
  }, 60_000);

  it('makes all of them, where rows were loaded past the product', async () => {
    await untilFolded(app);
    for (const name of [
      'daily_activity',
      'learners',
      'rollup_days',
      'rollup_platform',
      'rollup_course_pairs',
    ]) {
      await app.connection.collection(name).deleteMany({});
    }
    await app.connection.collection('courses').updateMany({}, { $unset: { stats: '' } });
    await rebuildOn(app).run();
    await expectNoDifferences();
    await expectFiguresToMatchSources();
  }, 60_000);

  it('is right while learners go on', async () => {
    await app.connection.collection('rollup_days').deleteMany({});
    const busy = actAtRandom(3, 12);
    await rebuildOn(app).run();
    await rebuildOn(second).run();
    await busy;
    await untilFolded(app);
    await expectNoDifferences();
    await expectFiguresToMatchSources();
  }, 120_000);
});
