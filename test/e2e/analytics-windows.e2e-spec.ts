import { Types } from 'mongoose';
import { LEARNER, type Learner } from '../../src/activity/index.js';
import type { CourseAnalyticsBody, PlatformOverviewBody } from '../../src/analytics/index.js';
import { DAY_ROLLUP, type DayRollup } from '../../src/analytics/rollups/rollup.schema.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createOpenCourse, createPublished, type BuiltCourse } from '../support/courses.js';
import { Learning } from '../support/learning.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';
import { untilFolded } from '../support/settled.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds);

let app: TestApp;
let admin: Person;
let author: Person;

beforeAll(async () => {
  // Past the product no event tells of a change, so that a cache would not hear of it.
  app = await startTestApp('analytics-windows', { CACHE: 'off' });
  admin = await createAdmin(app);
  author = await createInstructor(app);
});
afterAll(() => app?.stop());

async function read<T>(path: string): Promise<T> {
  const { status, body, text } = await admin.client.get<T>(path);
  if (status !== 200) throw new Error(`${status}: ${text}`);
  return body;
}

describe('a course’s analytics', () => {
  let course: BuiltCourse;
  const figures = () => read<CourseAnalyticsBody>(`/analytics/courses/${course.id}`);

  beforeEach(async () => {
    course = await createOpenCourse(
      author,
      ['a', 'b', 'c', 'd'].map((title) => [title]),
    );
  });

  /** A learner who has done these lessons, in that order, and whose enrolment is then changed so. */
  async function learn(lessons: readonly number[], change: object): Promise<Learning> {
    const learning = await Learning.begin(await createStudent(app), course);
    for (const lesson of lessons) await learning.complete(lesson);
    await app.connection
      .collection<{ _id: string }>('enrollments')
      .updateOne({ _id: `${learning.person.id}:${course.id}` }, { $set: change });
    return learning;
  }

  it('call learners active, and at risk, by their last event', async () => {
    const idle = (time: number) => ({ last_accessed_at: ago(time) });
    await learn([0], idle(0));
    await learn([0], idle(7 * DAY - MINUTE));
    await learn([0], idle(7 * DAY));
    await learn([], { ...idle(30 * DAY - MINUTE), time_spent_seconds: 1 });
    await learn([], idle(30 * DAY - MINUTE));
    await learn([0], idle(30 * DAY));
    await learn([0, 1, 2, 3], idle(30 * DAY));
    await learn([0], { ...idle(8 * DAY), status: 'dropped' });
    expect(await figures()).toMatchObject({
      active_learners: { last_7_days: 2, last_30_days: 6 },
      at_risk: 3,
    });
  });

  it('call somebody begun whose only lesson was deleted since', async () => {
    await learn([3], { last_accessed_at: ago(8 * DAY) });
    await author.client.delete(`/courses/${course.id}/lessons/${course.lessons[3]}`);
    expect(await figures()).toMatchObject({ at_risk: 1, progress_buckets: { '0': 1 } });
  });

  it('tell how long it took those who completed, those alike counted each', async () => {
    const enrolled_at = ago(20 * DAY);
    const after = (days: number) => ({
      enrolled_at,
      completed_at: new Date(enrolled_at.getTime() + days * DAY),
    });
    for (const days of [1, 1, 1, 5, 9]) await learn([0, 1, 2, 3], after(days));
    await learn([0, 1, 2], after(19));
    expect((await figures()).time_to_complete_days).toEqual({ p25: 1, p50: 1, p75: 5 });
  });

  it('follow lessons by the outline, in whatever order they were done, moved ones too', async () => {
    await learn([2, 0], {});
    await learn([0, 2], {});
    await learn([1], { status: 'dropped' });
    const steps = async () =>
      (await figures()).funnel.map(({ title, completed, stopped_here }) => [title, completed, stopped_here]);
    expect(await steps()).toEqual([
      ['a', 2, 0],
      ['b', 1, 1],
      ['c', 2, 2],
      ['d', 0, 0],
    ]);
    const [a, b, c, d] = course.lessons;
    const [first, ...others] = course.sections;
    const sections = [
      { id: first, lesson_ids: [c, b, a, d] },
      ...others.map((id) => ({ id, lesson_ids: [] })),
    ];
    expect((await author.client.put(`/courses/${course.id}/outline`, { sections })).status).toBe(200);
    expect(await steps()).toEqual([
      ['c', 2, 0],
      ['b', 1, 1],
      ['a', 2, 2],
      ['d', 0, 0],
    ]);
  });
});

describe('the platform’s overview', () => {
  const overview = () => read<PlatformOverviewBody>('/analytics/platform/overview');

  it('counts users by the time of their last event, and of their registration', async () => {
    await untilFolded(app);
    const learners = app.connection.model<Learner>(LEARNER);
    await learners.deleteMany();
    const times = [4 * MINUTE, 6 * MINUTE, 23 * HOUR, 25 * HOUR, 167 * HOUR, 169 * HOUR, 29 * DAY, 31 * DAY];
    await learners.insertMany(
      times.map((time) => ({
        _id: new Types.ObjectId(),
        first_event_at: ago(time),
        last_event_at: ago(time),
      })),
    );
    const before = await overview();
    const newcomer = await createStudent(app);
    const old = await createStudent(app);
    for (const [{ id }, days] of [[newcomer, 29] as const, [old, 31] as const])
      await app.connection
        .collection('users')
        .updateOne({ _id: new Types.ObjectId(id) }, { $set: { created_at: ago(days * DAY) } });
    const after = await overview();
    expect(after).toMatchObject({
      live_users: 1,
      active_users: { day: 3, week: 5, month: 7 },
      stickiness: 42.86,
    });
    expect(after.users).toEqual({
      ...before.users,
      total: before.users.total + 2,
      students: before.users.students + 2,
      new_30_days: before.users.new_30_days + 1,
    });
  });

  it('grows by the last 30 days against the 30 before', async () => {
    await untilFolded(app);
    const days = app.connection.model<DayRollup>(DAY_ROLLUP);
    await days.deleteMany();
    const dates = [0, 29, 30, 59, 60].map((n) =>
      ago(n * DAY)
        .toISOString()
        .slice(0, 10),
    );
    await days.insertMany(
      dates.map((date, n) => ({
        ...{ _id: `platform:${date}`, scope: 'platform', date, seconds: 0, active: 1 },
        enrollments: [7, 8, 4, 6, 100][n]!,
        completions: [1, 2, 3, 1, 100][n]!,
      })),
    );
    const { growth, daily } = await overview();
    expect(growth).toEqual({ enrollments: 50, completions: -25 });
    expect(daily.map(({ date, enrollments }) => [date, enrollments]).filter(([, count]) => count)).toEqual([
      [dates[1], 8],
      [dates[0], 7],
    ]);
  });

  it('lists the ten most popular published courses and categories, and counts courses by status', async () => {
    const before = await overview();
    const courses = app.connection.collection('courses');
    for (let rank = 1; rank <= 12; rank += 1) {
      const { id } = await createPublished(author, { title: `Rank ${rank}`, category: `category-${rank}` });
      await courses.updateOne(
        { _id: new Types.ObjectId(id) },
        { $set: { 'stats.enrollments': 10_000 - rank, 'stats.completions': 5_000 } },
      );
    }
    const { body: draft } = await author.client.post<{ id: string }>('/courses', { title: 'Draft' });
    await courses.updateOne(
      { _id: new Types.ObjectId(draft.id) },
      { $set: { 'stats.enrollments': 50_000, category: 'category-1' } },
    );
    const { id: archived } = await createPublished(author, { title: 'Archived' });
    await author.client.post(`/courses/${archived}/archive`);
    const after = await overview();
    expect(after.top_courses.map(({ title }) => title)).toEqual(
      Array.from({ length: 10 }, (_, n) => `Rank ${n + 1}`),
    );
    expect(after.top_courses[0]).toMatchObject({ enrollments: 9_999, completion_rate: 50.01 });
    expect(after.top_categories.map(({ category }) => category)).toEqual(
      Array.from({ length: 10 }, (_, n) => `category-${n + 1}`),
    );
    expect(after.courses).toEqual({
      draft: before.courses.draft + 1,
      published: before.courses.published + 12,
      archived: before.courses.archived + 1,
    });
  });
});
