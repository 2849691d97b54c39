import { Types } from 'mongoose';
import { DAILY_ACTIVITY, LEARNER, type DailyActivity, type Learner } from '../../src/activity/index.js';
import { ENROLLMENT, type Enrollment } from '../../src/enrollments/index.js';
import type { ProgressBody } from '../../src/progress/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { Learning } from '../support/learning.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';

let app: TestApp;
let author: Person;
let student: Person;
let course: BuiltCourse;

beforeAll(async () => {
  app = await startTestApp('progress');
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
const B = 2;
const C = 3;

describe('a heartbeat', () => {
  it('adds its time and remembers the place', async () => {
    const learning = await Learning.begin(student, course);
    const { status, body } = await learning.watch(B, 45, 'first', 120);
    expect(status).toBe(202);
    expect(body).toEqual({ event_id: 'first', counted_seconds: 45 });
    await learning.watch(C, 15, 'second', 7);
    expect(await learning.progress()).toMatchObject({
      time_spent_seconds: 60,
      resume: { lesson_id: course.lessons[C], position_seconds: 7 },
    });
  });

  it('counts once for each event_id, also when it comes many times at once', async () => {
    const learning = await Learning.begin(student, course);
    const answers = await Promise.all(Array.from({ length: 20 }, () => learning.watch(A, 30, 'same')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(answers.filter(({ body }) => body.counted_seconds > 0)).toHaveLength(1);
    expect(await learning.progress()).toMatchObject({ time_spent_seconds: 30 });
  });

  it('has event_ids of each learner’s own', async () => {
    const mine = await Learning.begin(student, course);
    const theirs = await Learning.begin(await createStudent(app), course);
    await mine.watch(A, 30, 'shared-name');
    expect((await theirs.watch(A, 30, 'shared-name')).body.counted_seconds).toBe(30);
  });

  it('counts 300 seconds at most', async () => {
    const learning = await Learning.begin(student, course);
    expect((await learning.watch(A, 4_000)).body.counted_seconds).toBe(300);
    expect(await learning.progress()).toMatchObject({ time_spent_seconds: 300 });
  });

  it.each([
    ['no event_id', { seconds: 1, position_seconds: 0 }],
    ['a negative time', { event_id: 'x', seconds: -1, position_seconds: 0 }],
    ['half a second', { event_id: 'x', seconds: 0.5, position_seconds: 0 }],
    ['an event_id with blanks', { event_id: 'a b', seconds: 1, position_seconds: 0 }],
    ['a field that does not exist', { event_id: 'x', seconds: 1, position_seconds: 0, speed: 2 }],
    ['no body', undefined],
  ])('is refused with %s', async (_, body) => {
    await Learning.begin(student, course);
    const path = `/courses/${course.id}/lessons/${course.lessons[A]}/heartbeat`;
    expect((await student.client.post(path, body)).status).toBe(400);
  });
});

describe('progress', () => {
  it('is seen by the learner, the course’s instructor and admins, and by nobody else', async () => {
    await Learning.begin(student, course);
    const path = `/users/${student.id}/progress/${course.id}`;
    const statusFor = async (person: Person) => (await person.client.get(path)).status;
    expect(await statusFor(student)).toBe(200);
    expect(await statusFor(author)).toBe(200);
    expect(await statusFor(await createAdmin(app))).toBe(200);
    expect(await statusFor(await createStudent(app))).toBe(403);
    expect(await statusFor(await createInstructor(app))).toBe(403);
    expect((await app.client.get(path)).status).toBe(401);
  });

  it('is private, and answers 304 to whoever has it', async () => {
    await Learning.begin(student, course);
    const path = `/users/me/progress/${course.id}`;
    const first = await student.client.get(path);
    expect(first.headers.get('cache-control')).toBe('private, no-store');
    const again = await student.client.get(path, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });

  it('is 404 where there is none, and 400 for what is no id', async () => {
    expect((await student.client.get(`/users/me/progress/${course.id}`)).status).toBe(404);
    expect((await student.client.get(`/users/me/progress/${unknownId()}`)).status).toBe(404);
    expect((await student.client.get('/users/me/progress/nonsense')).status).toBe(400);
    expect((await student.client.get(`/users/nobody/progress/${course.id}`)).status).toBe(400);
  });

  it('has no percentage in a course that requires nothing', async () => {
    const optional = await createOpenCourse(author, [[{ title: 'x', required: false }]]);
    const learning = await Learning.begin(student, optional);
    expect((await learning.complete(0)).body).toMatchObject({
      progress_percent: null,
      status: 'active',
      total: 0,
    });
  });

  it('follows the outline: deleted lessons do not count, added ones are new content', async () => {
    const learning = await Learning.begin(student, course);
    for (const lesson of [A, B, C]) await learning.complete(lesson);
    await author.client.delete(`/courses/${course.id}/lessons/${course.lessons[C]}`);
    expect(await learning.progress()).toMatchObject({ completed: 2, total: 2, progress_percent: 100 });
    const added = await author.client.post<{ id: string }>(
      `/courses/${course.id}/sections/${course.sections[0]}/lessons`,
      { title: 'new' },
    );
    const behind = await learning.progress();
    expect(behind).toMatchObject({ progress_percent: 66, status: 'completed', has_new_content: true });
    const path = `/courses/${course.id}/lessons/${added.body.id}/completion`;
    const { body } = await student.client.put<ProgressBody>(path);
    expect(body).toMatchObject({
      progress_percent: 100,
      has_new_content: false,
      completed_at: behind.completed_at,
    });
  });

  it('forgets the place in a lesson that is gone', async () => {
    const learning = await Learning.begin(student, course);
    await learning.watch(C, 10);
    await author.client.delete(`/courses/${course.id}/lessons/${course.lessons[C]}`);
    expect((await learning.progress()).resume).toBeNull();
  });
});

describe('a learner’s own rows', () => {
  it('bear out what was done, and nothing that was taken back', async () => {
    const learning = await Learning.begin(student, course);
    await learning.complete(A);
    await learning.watch(B, 60);
    await learning.complete(B);
    await learning.uncomplete(B);
    const day = await app.connection
      .model<DailyActivity>(DAILY_ACTIVITY)
      .findOne({ user_id: student.id })
      .lean();
    expect(day?.events.map(({ kind }) => kind)).toEqual(['enrollment', 'completion', 'heartbeat']);
    expect(day?.seconds).toBe(60);
    const learner = await app.connection.model<Learner>(LEARNER).findById(student.id).lean();
    expect(learner?.first_event_at).toEqual(day?.events[0]?.at);
    expect(learner?.last_event_at).toEqual(day?.events[2]?.at);
    const enrollment = await app.connection
      .model<Enrollment>(ENROLLMENT)
      .findOne({ user_id: student.id })
      .lean();
    expect(enrollment?.last_accessed_at).toEqual(day?.events[2]?.at);
  });
});
