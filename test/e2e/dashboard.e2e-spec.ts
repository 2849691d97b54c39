import type { DashboardBody } from '../../src/progress/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { Learning, rememberCompletion } from '../support/learning.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';
import { untilFolded } from '../support/settled.js';

const DAY_MS = 86_400_000;

let app: TestApp;
let author: Person;
let student: Person;

beforeAll(async () => {
  app = await startTestApp('dashboard');
  author = await createInstructor(app);
});
beforeEach(async () => {
  student = await createStudent(app);
});
afterAll(() => app?.stop());

const read = async (person = student) => (await person.client.get<DashboardBody>('/users/me/dashboard')).body;
const dateOf = (at: Date) => at.toISOString().slice(0, 10);

describe('the dashboard', () => {
  it('of somebody new is empty, but for what they may like', async () => {
    const course = await createOpenCourse(author, [['a']]);
    const body = await read();
    expect(body).toEqual({
      user_id: student.id,
      totals: { enrolled: 0, active: 0, completed: 0, lessons_completed: 0, time_spent_seconds: 0 },
      continue_learning: [],
      streak: { current_days: 0, longest_days: 0 },
      last_7_days: expect.any(Array),
      recommendations: expect.any(Array),
      computed_at: expect.any(String),
    });
    expect(body.last_7_days).toHaveLength(7);
    expect(body.last_7_days.at(-1)).toEqual({ date: dateOf(new Date()), seconds: 0, completions: 0 });
    expect(body.recommendations.map(({ id }) => id)).toContain(course.id);
  });

  it('adds up all courses, and leaves dropped ones out of those enrolled in', async () => {
    const courses = await Promise.all([1, 2, 3].map(() => createOpenCourse(author, [['a', 'b']])));
    const [one, two, three] = await Promise.all(courses.map((course) => Learning.begin(student, course)));
    await one!.complete(0);
    await one!.complete(1);
    await two!.complete(0);
    await two!.watch(1, 90);
    await three!.complete(0);
    await three!.drop();
    const body = await read();
    expect(body.totals).toEqual({
      enrolled: 2,
      active: 1,
      completed: 1,
      lessons_completed: 4,
      time_spent_seconds: 90,
    });
    expect(body.last_7_days.at(-1)).toMatchObject({ seconds: 90, completions: 4 });
    expect(body.streak).toEqual({ current_days: 1, longest_days: 1 });
  });

  it('offers the five active courses visited last, with the place in each', async () => {
    const courses: BuiltCourse[] = [];
    for (let index = 0; index < 6; index += 1) {
      courses.push(await createOpenCourse(author, [['a', 'b']], { title: `Course ${index}` }));
    }
    for (const course of courses) await Learning.begin(student, course);
    await new Learning(student, courses[1]!).watch(1, 30, 'place', 77);
    await new Learning(student, courses[0]!).complete(0);
    const finished = new Learning(student, courses[5]!);
    await finished.complete(0);
    await finished.complete(1);
    const { continue_learning } = await read();
    expect(continue_learning.map(({ course }) => course.title)).toEqual(
      [0, 1, 4, 3, 2].map((index) => `Course ${index}`),
    );
    expect(continue_learning[0]).toEqual({
      course: { id: courses[0]!.id, title: 'Course 0' },
      progress_percent: 50,
      resume: null,
    });
    expect(continue_learning[1]?.resume).toEqual({ lesson_id: courses[1]!.lessons[1], position_seconds: 77 });
  });

  it('shows every write at once', async () => {
    const learning = await Learning.begin(student, await createOpenCourse(author, [['a', 'b']]));
    for (const [index, done] of [1, 2].entries()) {
      await learning.complete(index);
      expect((await read()).totals.lessons_completed).toBe(done);
    }
    await learning.uncomplete(0);
    expect((await read()).totals).toMatchObject({ lessons_completed: 1, active: 1, completed: 0 });
  });

  it('counts days in the learner’s own time zone', async () => {
    // Half past eleven in the evening, UTC, of the last three days: the next morning in Tokyo.
    const midnight = new Date(`${dateOf(new Date())}T00:00:00Z`).getTime();
    const evenings = [1, 2, 3].map((days) => new Date(midnight - days * DAY_MS + 23.5 * 3_600_000));
    const inTokyo = await createStudent(app, { timezone: 'Asia/Tokyo' });
    for (const at of evenings) {
      await rememberCompletion(app, student, at);
      await rememberCompletion(app, inTokyo, at);
    }
    const utc = await read(student);
    const tokyo = await read(inTokyo);
    expect(utc.streak).toEqual({ current_days: 3, longest_days: 3 });
    expect(tokyo.streak).toEqual({ current_days: 3, longest_days: 3 });
    const doneOn = ({ last_7_days }: DashboardBody) =>
      last_7_days.filter(({ completions }) => completions > 0).map(({ date }) => date);
    const inUtc = evenings.map(dateOf).toReversed();
    expect(doneOn(utc)).toEqual(inUtc);
    expect(doneOn(tokyo)).toEqual(
      inUtc.map((date) => dateOf(new Date(new Date(`${date}T00:00:00Z`).getTime() + DAY_MS))),
    );
  });

  it('recommends popular courses that were never taken, those of familiar categories first', async () => {
    const taken = await createOpenCourse(author, [['a']], { category: 'cooking' });
    const familiar = await createOpenCourse(author, [['a']], { category: 'cooking' });
    const popular = await createOpenCourse(author, [['a']], { category: 'law' });
    for (let index = 0; index < 3; index += 1) await Learning.begin(await createStudent(app), popular);
    const learning = await Learning.begin(student, taken);
    await learning.drop();
    await untilFolded(app);
    const { recommendations } = await read();
    expect(recommendations.map(({ id }) => id).slice(0, 2)).toEqual([familiar.id, popular.id]);
    expect(recommendations.length).toBeLessThanOrEqual(6);
    expect(recommendations.map(({ id }) => id)).not.toContain(taken.id);
    expect(recommendations[0]).toMatchObject({ category: 'cooking', status: 'published' });
    expect(recommendations[0]).not.toHaveProperty('sections');
  });

  it('is for oneself and admins only', async () => {
    const path = `/users/${student.id}/dashboard`;
    expect((await student.client.get(path)).status).toBe(200);
    expect((await (await createAdmin(app)).client.get(path)).status).toBe(200);
    expect((await author.client.get(path)).status).toBe(403);
    expect((await app.client.get(path)).status).toBe(401);
    expect((await student.client.get('/users/nobody/dashboard')).status).toBe(400);
    expect((await (await createAdmin(app)).client.get(`/users/${'0'.repeat(24)}/dashboard`)).status).toBe(
      404,
    );
  });
});
