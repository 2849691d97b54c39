import { Types } from 'mongoose';
import { DAILY_ACTIVITY, type DailyActivity } from '../../src/activity/index.js';
import type { Problem } from '../../src/common/http/problem.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createOpenCourse, createOutlined, type BuiltCourse } from '../support/courses.js';
import { countCompletions, Learning, outboxOf } from '../support/learning.js';
import { createInstructor, createStudent, type Person } from '../support/people.js';

let app: TestApp;
let author: Person;
let student: Person;
let course: BuiltCourse;

beforeAll(async () => {
  app = await startTestApp('completions');
  author = await createInstructor(app);
});
beforeEach(async () => {
  student = await createStudent(app);
  course = await createOpenCourse(author, [
    ['a', { title: 'extra', required: false }],
    ['b', 'c'],
  ]);
});
afterAll(() => app?.stop());

const unknownId = () => new Types.ObjectId().toHexString();
const A = 0;
const EXTRA = 1;
const B = 2;
const C = 3;

describe('completing a lesson', () => {
  it('answers the progress with it', async () => {
    const learning = await Learning.begin(student, course);
    const { status, body } = await learning.complete(A);
    expect(status).toBe(200);
    expect(body).toEqual({
      user_id: student.id,
      course_id: course.id,
      status: 'active',
      progress_percent: 33,
      completed: 1,
      total: 3,
      sections: [
        { id: course.sections[0], completed: 1, total: 1 },
        { id: course.sections[1], completed: 0, total: 2 },
      ],
      completed_lesson_ids: [course.lessons[A]],
      resume: null,
      time_spent_seconds: 0,
      enrolled_at: expect.any(String),
      last_accessed_at: expect.any(String),
      completed_at: null,
      has_new_content: false,
    });
    expect(body.last_accessed_at > body.enrolled_at).toBe(true);
  });

  it('counts optional lessons as done, and not towards the percentage', async () => {
    const learning = await Learning.begin(student, course);
    const { body } = await learning.complete(EXTRA);
    expect(body).toMatchObject({
      progress_percent: 0,
      completed: 0,
      completed_lesson_ids: [course.lessons[EXTRA]],
    });
  });

  it('completes the course with the last required lesson, at that time', async () => {
    const learning = await Learning.begin(student, course);
    await learning.complete(C);
    await learning.complete(A);
    const { body } = await learning.complete(B);
    expect(body).toMatchObject({ status: 'completed', progress_percent: 100, completed: 3 });
    expect(body.completed_at).toBe(body.last_accessed_at);
    expect(body.completed_lesson_ids).toEqual([A, B, C].map((index) => course.lessons[index]));
  });

  it('changes nothing the second time', async () => {
    const learning = await Learning.begin(student, course);
    const first = await learning.complete(A);
    const second = await learning.complete(A);
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(await countCompletions(app, learning)).toBe(1);
  });

  it('leaves one completion and one event after 50 identical calls at once', async () => {
    const learning = await Learning.begin(student, course);
    const answers = await Promise.all(Array.from({ length: 50 }, () => learning.complete(A)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.progress_percent))).toEqual(new Set([33]));
    expect(await countCompletions(app, learning)).toBe(1);
    const events = await outboxOf(app, learning);
    expect(events.map(({ type }) => type)).toEqual(['enrolled', 'lesson_completed']);
  });

  it('never goes above 100 when every lesson is completed many times at once', async () => {
    const learning = await Learning.begin(student, course);
    const calls = Array.from({ length: 48 }, (_, index) => learning.complete(index % 4));
    const answers = await Promise.all(calls);
    expect(Math.max(...answers.map(({ body }) => body.progress_percent ?? 0))).toBeLessThanOrEqual(100);
    expect(await learning.progress()).toMatchObject({
      progress_percent: 100,
      status: 'completed',
      completed: 3,
    });
    expect(await countCompletions(app, learning)).toBe(4);
  });

  it('writes an event that says exactly what it adds', async () => {
    const learning = await Learning.begin(student, course);
    for (const lesson of [A, B, C]) await learning.complete(lesson);
    const date = new Date().toISOString().slice(0, 10);
    const events = await outboxOf(app, learning);
    expect(
      events.map(({ type, effects, progress_percent }) => ({ type, effects, progress_percent })),
    ).toEqual([
      {
        type: 'enrolled',
        progress_percent: 0,
        effects: {
          date,
          day: { enrollments: 1, course_active: 1, platform_active: 1 },
          enrollments: { total: 1, active: 1 },
        },
      },
      ...[33, 66].map((progress_percent) => ({
        type: 'lesson_completed',
        progress_percent,
        effects: { date, day: { completions: 1, course_active: 0, platform_active: 0 } },
      })),
      {
        type: 'lesson_completed',
        progress_percent: 100,
        effects: {
          date,
          day: { completions: 1, course_active: 0, platform_active: 0 },
          enrollments: { active: -1, completed: 1 },
        },
      },
    ]);
  });

  it('is for those enrolled only', async () => {
    const stranger = new Learning(student, course);
    expect((await stranger.complete(A)).status).toBe(403);
    expect((await stranger.uncomplete(A)).status).toBe(403);
    expect((await stranger.watch(A, 10)).status).toBe(403);
  });

  it('is not for those who dropped the course, until they come back to what they had', async () => {
    const learning = await Learning.begin(student, course);
    await learning.complete(A);
    await learning.drop();
    expect((await learning.complete(B)).status).toBe(403);
    expect(await learning.progress()).toMatchObject({ status: 'dropped', progress_percent: 33 });
    await Learning.begin(student, course);
    expect((await learning.complete(B)).body).toMatchObject({ status: 'active', progress_percent: 66 });
  });

  it('needs a sign-in, ids, and a course and lesson that exist', async () => {
    await Learning.begin(student, course);
    const put = async (path: string) => (await student.client.put<Problem>(path)).status;
    expect(
      (await app.client.put(`/courses/${course.id}/lessons/${course.lessons[A]}/completion`)).status,
    ).toBe(401);
    expect(await put(`/courses/nonsense/lessons/${course.lessons[A]}/completion`)).toBe(400);
    expect(await put(`/courses/${course.id}/lessons/nonsense/completion`)).toBe(400);
    expect(await put(`/courses/${unknownId()}/lessons/${course.lessons[A]}/completion`)).toBe(404);
    expect(await put(`/courses/${course.id}/lessons/${unknownId()}/completion`)).toBe(404);
  });

  it('does not tell strangers of drafts', async () => {
    const draft = await createOutlined(author, [['a']]);
    expect((await new Learning(student, draft).complete(0)).status).toBe(404);
  });
});

describe('taking a completion back', () => {
  it('is as if it had not been', async () => {
    const learning = await Learning.begin(student, course);
    const before = await learning.progress();
    await learning.complete(A);
    const { status, body } = await learning.uncomplete(A);
    expect(status).toBe(200);
    expect(body).toEqual(before);
    expect(await countCompletions(app, learning)).toBe(0);
  });

  it('changes nothing the second time, and nothing that was never done', async () => {
    const learning = await Learning.begin(student, course);
    await learning.complete(A);
    await learning.uncomplete(A);
    expect((await learning.uncomplete(A)).status).toBe(200);
    expect((await learning.uncomplete(B)).status).toBe(200);
    expect((await outboxOf(app, learning)).map(({ type }) => type)).toEqual([
      'enrolled',
      'lesson_completed',
      'lesson_uncompleted',
    ]);
  });

  it('makes a completed course active again, and keeps the time of its completion for good', async () => {
    const learning = await Learning.begin(student, course);
    for (const lesson of [A, B, C]) await learning.complete(lesson);
    const { completed_at } = await learning.progress();
    const undone = await learning.uncomplete(B);
    expect(undone.body).toMatchObject({
      status: 'active',
      progress_percent: 66,
      completed_at,
      has_new_content: false,
    });
    const again = await learning.complete(B);
    expect(again.body).toMatchObject({ status: 'completed', progress_percent: 100, completed_at });
    const effects = (await outboxOf(app, learning)).slice(-2).map((event) => event.effects.enrollments);
    expect(effects).toEqual([
      { active: 1, completed: -1 },
      { active: -1, completed: 1 },
    ]);
  });

  it('of an optional lesson leaves a completed course completed', async () => {
    const learning = await Learning.begin(student, course);
    for (const lesson of [A, EXTRA, B, C]) await learning.complete(lesson);
    expect((await learning.uncomplete(EXTRA)).body).toMatchObject({
      status: 'completed',
      progress_percent: 100,
    });
  });

  it('leaves either all or nothing when it races with completing', async () => {
    const learning = await Learning.begin(student, course);
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        index % 2 === 0 ? learning.complete(A) : learning.uncomplete(A),
      ),
    );
    const { completed } = await learning.progress();
    expect(await countCompletions(app, learning)).toBe(completed);
    const balance = (await outboxOf(app, learning))
      .map(({ effects }) => effects.day?.completions ?? 0)
      .reduce((sum, delta) => sum + delta, 0);
    expect(balance).toBe(completed);
    const day = await app.connection
      .model<DailyActivity>(DAILY_ACTIVITY)
      .findOne({ user_id: student.id })
      .lean();
    expect(day?.events.filter(({ kind }) => kind === 'completion')).toHaveLength(completed);
  });
});
