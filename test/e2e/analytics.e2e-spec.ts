import type {
  CourseAnalyticsBody,
  PlatformOverviewBody,
  StudentPatternsBody,
} from '../../src/analytics/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { Learning } from '../support/learning.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';
import { until, untilFolded } from '../support/settled.js';

let app: TestApp;
let admin: Person;
let author: Person;

beforeAll(async () => {
  app = await startTestApp('analytics');
  admin = await createAdmin(app);
  author = await createInstructor(app);
});
afterAll(() => app?.stop());

const today = () => new Date().toISOString().slice(0, 10);

/** The figures once they show everything that was written before: the token asks for it. */
async function readFresh<T>(person: Person, path: string): Promise<T> {
  await untilFolded(app);
  const { headers } = await person.client.get('/auth/me');
  const token = headers.get('x-consistency-token') ?? '';
  const { status, body, text } = await person.client.get<T>(path, { 'x-consistency-token': token });
  if (status !== 200) throw new Error(`${status}: ${text}`);
  return body;
}

describe('a course’s analytics', () => {
  let course: BuiltCourse;
  const read = () => readFresh<CourseAnalyticsBody>(author, `/analytics/courses/${course.id}`);

  beforeEach(async () => {
    course = await createOpenCourse(author, [['a', { title: 'extra', required: false }, 'b'], ['c']]);
  });

  it('are nothing for a course without learners', async () => {
    const body = await read();
    expect(body).toEqual({
      course_id: course.id,
      enrollments: { total: 0, active: 0, completed: 0, dropped: 0 },
      active_learners: { last_7_days: 0, last_30_days: 0 },
      completion_rate: 0,
      average_progress: 0,
      progress_buckets: { '0': 0, '1-25': 0, '26-50': 0, '51-75': 0, '76-99': 0, '100': 0 },
      funnel: [0, 2, 3].map((index) => ({
        lesson_id: course.lessons[index],
        title: expect.any(String),
        completed: 0,
        drop_off: 0,
        stopped_here: 0,
      })),
      time_to_complete_days: { p25: null, p50: null, p75: null },
      rating: { average: 0, count: 0, histogram: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 } },
      at_risk: 0,
      daily: expect.any(Array),
      computed_at: expect.any(String),
    });
    expect(body.daily).toHaveLength(30);
    expect(body.daily.at(-1)).toEqual({ date: today(), enrollments: 0, completions: 0, active: 0 });
  });

  it('show what learners do, and take back, and rate', async () => {
    const [one, two, three] = await Promise.all(
      [0, 1, 2].map(async () => Learning.begin(await createStudent(app), course)),
    );
    for (const lesson of [0, 1, 2, 3]) await one!.complete(lesson);
    for (const lesson of [0, 2]) await two!.complete(lesson);
    await two!.uncomplete(2);
    await three!.watch(0, 60);
    await three!.drop();
    await one!.person.client.put(`/courses/${course.id}/reviews/me`, { rating: 5 });
    await two!.person.client.put(`/courses/${course.id}/reviews/me`, { rating: 2 });
    const body = await read();
    expect(body).toMatchObject({
      enrollments: { total: 3, active: 1, completed: 1, dropped: 1 },
      active_learners: { last_7_days: 3, last_30_days: 3 },
      completion_rate: 33.33,
      average_progress: 66.5,
      progress_buckets: { '26-50': 1, '100': 1 },
      time_to_complete_days: { p25: 0, p50: 0, p75: 0 },
      rating: { average: 3.5, count: 2, histogram: { 1: 0, 2: 1, 3: 0, 4: 0, 5: 1 } },
      at_risk: 0,
    });
    expect(body.funnel.map(({ lesson_id: _, ...step }) => step)).toEqual([
      { title: 'a', completed: 2, drop_off: 33.33, stopped_here: 1 },
      { title: 'b', completed: 1, drop_off: 50, stopped_here: 0 },
      { title: 'c', completed: 1, drop_off: 0, stopped_here: 0 },
    ]);
    expect(body.daily.at(-1)).toEqual({ date: today(), enrollments: 3, completions: 5, active: 3 });
  });

  it('complete those who have done all that is left when a lesson is deleted', async () => {
    const learning = await Learning.begin(await createStudent(app), course);
    await learning.complete(0);
    await learning.complete(2);
    await author.client.delete(`/courses/${course.id}/lessons/${course.lessons[3]}`);
    const done = await until('the enrolment is completed', async () => {
      const progress = await learning.progress();
      return progress.status === 'completed' && progress;
    });
    expect(done).toMatchObject({ progress_percent: 100, completed_at: done.last_accessed_at });
    expect(await read()).toMatchObject({
      enrollments: { total: 1, active: 0, completed: 1, dropped: 0 },
      funnel: [{ completed: 1 }, { completed: 1 }],
    });
  });

  it('are for the course’s owner and admins only', async () => {
    const path = `/analytics/courses/${course.id}`;
    expect((await author.client.get(path)).status).toBe(200);
    expect((await admin.client.get(path)).status).toBe(200);
    expect((await (await createInstructor(app)).client.get(path)).status).toBe(403);
    expect((await (await createStudent(app)).client.get(path)).status).toBe(403);
    expect((await app.client.get(path)).status).toBe(401);
    expect((await admin.client.get('/analytics/courses/nonsense')).status).toBe(400);
    expect((await admin.client.get(`/analytics/courses/${'0'.repeat(24)}`)).status).toBe(404);
  });
});

describe('a student’s patterns', () => {
  const path = (user: string, query = '') => `/analytics/students/${user}/patterns${query}`;

  it('show when, how long and what somebody learns', async () => {
    const student = await createStudent(app);
    const course = await createOpenCourse(author, [['a', 'b']], { category: 'music' });
    const learning = await Learning.begin(student, course);
    await learning.complete(0);
    await learning.complete(1);
    const now = new Date();
    const body = await readFresh<StudentPatternsBody>(student, path('me'));
    expect(body).toMatchObject({
      user_id: student.id,
      sessions: { count: 1 },
      streak: { current_days: 1, longest_days: 1 },
      pace: { completions_per_week: 0.5 },
      categories: [{ category: 'music', share: 100 }],
      consistency: 100,
    });
    expect(body.hour_histogram[now.getUTCHours()]).toBe(2);
    expect(body.weekday_histogram[(now.getUTCDay() + 6) % 7]).toBe(2);
  });

  it('are told in the time zone asked for, one key a zone', async () => {
    const student = await createStudent(app);
    const learning = await Learning.begin(student, await createOpenCourse(author, [['a']]));
    await learning.complete(0);
    const hourIn = (zone: string) =>
      Number(
        new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(
          new Date(),
        ),
      );
    for (const zone of ['UTC', 'Asia/Kathmandu', 'america/new_york']) {
      const body = await readFresh<StudentPatternsBody>(student, path('me', `?tz=${zone}`));
      expect(body.hour_histogram[hourIn(zone)]).toBe(1);
    }
  });

  it.each(['Mars/Olympus', '%2B02:00', ''])('refuse the time zone %j', async (zone) => {
    const student = await createStudent(app);
    expect((await student.client.get(path('me', `?tz=${zone}`))).status).toBe(400);
  });

  it('are for oneself and admins only', async () => {
    const student = await createStudent(app);
    expect((await student.client.get(path(student.id))).status).toBe(200);
    expect((await admin.client.get(path(student.id))).status).toBe(200);
    expect((await author.client.get(path(student.id))).status).toBe(403);
    expect((await app.client.get(path(student.id))).status).toBe(401);
    expect((await admin.client.get(path('0'.repeat(24)))).status).toBe(404);
    expect((await student.client.get(path('me', '?zone=UTC'))).status).toBe(400);
  });
});

describe('the platform’s overview', () => {
  const read = () => readFresh<PlatformOverviewBody>(admin, '/analytics/platform/overview');

  it('moves by exactly what happens', async () => {
    const course = await createOpenCourse(author, [['a', 'b']], { category: 'overview' });
    const before = await read();
    const one = await Learning.begin(await createStudent(app), course);
    const two = await Learning.begin(await createStudent(app), course);
    await one.complete(0);
    await one.complete(1);
    await two.complete(0);
    await two.uncomplete(0);
    await two.watch(0, 90);
    const after = await read();
    expect(after.users.total - before.users.total).toBe(2);
    expect(after.users.students - before.users.students).toBe(2);
    expect(after.users.new_30_days - before.users.new_30_days).toBe(2);
    for (const window of ['day', 'week', 'month'] as const) {
      expect(after.active_users[window] - before.active_users[window]).toBe(2);
    }
    expect(after.live_users - before.live_users).toBe(2);
    expect(after.stickiness).toBe(100);
    expect(after.enrollments).toEqual({
      ...before.enrollments,
      total: before.enrollments.total + 2,
      active: before.enrollments.active + 1,
      completed: before.enrollments.completed + 1,
    });
    expect(after.lessons_completed - before.lessons_completed).toBe(2);
    const [dayBefore, dayAfter] = [before.daily.at(-1), after.daily.at(-1)];
    expect(dayAfter).toEqual({
      date: today(),
      enrollments: (dayBefore?.enrollments ?? 0) + 2,
      completions: (dayBefore?.completions ?? 0) + 2,
      active: (dayBefore?.active ?? 0) + 2,
    });
    expect(after.top_categories).toContainEqual({
      category: 'overview',
      courses: 1,
      enrollments: 2,
      completion_rate: 50,
    });
    expect(after.top_courses).toContainEqual(
      expect.objectContaining({ course_id: course.id, enrollments: 2, completion_rate: 50 }),
    );
    expect(after.growth).toEqual({ enrollments: null, completions: null });
  });

  it('is for admins only', async () => {
    const path = '/analytics/platform/overview';
    expect((await admin.client.get(path)).status).toBe(200);
    expect((await author.client.get(path)).status).toBe(403);
    expect((await app.client.get(path)).status).toBe(401);
  });
});
