import { Types } from 'mongoose';
import type { CourseBody, LessonBody } from '../../src/courses/index.js';
import type { Problem } from '../../src/common/http/problem.js';
import type { Page } from '../../src/common/index.js';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { holdLog } from '../support/cache-probe.js';
import { createOpenCourse, createOutlined, createPublished, type BuiltCourse } from '../support/courses.js';
import { Learning } from '../support/learning.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';
import type { TestClient, TestResponse } from '../support/test-client.js';

const TOKEN = 'x-consistency-token';

let app: TestApp;
let author: Person;
let other: Person;
let student: Person;
let admin: Person;

beforeAll(async () => {
  app = await startTestApp('course-access');
  [author, other, student, admin] = await Promise.all([
    createInstructor(app),
    createInstructor(app),
    createStudent(app),
    createAdmin(app),
  ]);
});
afterAll(() => app?.stop());

const unknownId = () => new Types.ObjectId().toHexString();

describe('a draft', () => {
  const ROUTES = [
    ['GET', '/courses/COURSE', undefined],
    ['PATCH', '/courses/COURSE', { title: 'Mine now' }],
    ['POST', '/courses/COURSE/publish', undefined],
    ['POST', '/courses/COURSE/archive', undefined],
    ['POST', '/courses/COURSE/sections', { title: 's' }],
    ['GET', '/courses/COURSE/lessons/LESSON', undefined],
    ['PUT', '/courses/COURSE/lessons/LESSON/completion', undefined],
    ['PUT', '/courses/COURSE/enrollment', undefined],
    ['DELETE', '/courses/COURSE/enrollment', undefined],
    ['GET', '/courses/COURSE/reviews', undefined],
    ['PUT', '/courses/COURSE/reviews/me', { rating: 4 }],
    ['DELETE', '/courses/COURSE/reviews/me', undefined],
    ['GET', '/courses/COURSE/export', undefined],
    ['GET', '/analytics/courses/COURSE', undefined],
    ['GET', '/users/me/progress/COURSE', undefined],
    ['GET', '/realtime/stream?course_id=COURSE', undefined],
  ] as const;

  let draft: BuiltCourse;

  beforeAll(async () => {
    draft = await createOutlined(author, [['Secret']]);
    // Its entry is in memory, so that nothing but the rule hides it.
    await author.client.get(`/courses/${draft.id}`);
  });

  it.each(ROUTES)('is to strangers as if it were not there: %s %s', async (method, pattern, body) => {
    const ask = async ({ client }: Person, courseId: string, lessonId: string) => {
      const path = pattern.replace('COURSE', courseId).replace('LESSON', lessonId);
      const { status, text } = await client.send(method, path, body);
      return { status, text: text.replaceAll(courseId, 'ID').replaceAll(lessonId, 'LESSON') };
    };
    for (const stranger of [student, other]) {
      const hidden = await ask(stranger, draft.id, draft.lessons[0]!);
      expect(hidden).toEqual(await ask(stranger, unknownId(), unknownId()));
      expect(hidden.status).toBe(404);
    }
  });

  it('is worded to nobody in particular as to a stranger', async () => {
    const hidden = await app.client.get<Problem>(`/courses/${draft.id}`);
    expect([hidden.status, hidden.body.detail]).toEqual([404, `There is no course ${draft.id}.`]);
  });

  it('keeps the progress of others to itself, as any course does', async () => {
    for (const id of [draft.id, unknownId()])
      expect((await other.client.get(`/users/${student.id}/progress/${id}`)).status).toBe(403);
  });
});

describe('a course', () => {
  it('is deleted by an admin alone: everybody’s progress goes with it', async () => {
    const open = await createPublished(author);
    const draft = await createOutlined(author, [['One']]);
    for (const { id } of [open, draft])
      for (const { client } of [author, other, student])
        expect((await client.delete(`/courses/${id}`)).status).toBe(403);
    for (const { id } of [open, draft]) {
      expect((await admin.client.delete(`/courses/${id}`)).status).toBe(204);
      expect((await admin.client.delete(`/courses/${id}`)).status).toBe(404);
    }
  });

  it('is a former instructor’s no more, from the next request', async () => {
    const former = await createInstructor(app);
    const draft = await createOutlined(former, [['Secret']]);
    const open = await createOpenCourse(former, [['One']]);
    const listed = async (status: string) =>
      (await former.client.get<Page<CourseBody>>(`/courses?status=${status}`)).body.total;
    expect(await listed('draft')).toBe(1);
    await admin.client.patch(`/users/${former.id}`, { role: 'student' });

    const read = (path: string) => former.client.get<LessonBody>(path);
    expect((await read(`/courses/${draft.id}/lessons/${draft.lessons[0]}`)).status).toBe(404);
    expect((await read(`/courses/${draft.id}`)).status).toBe(404);
    expect((await former.client.put(`/courses/${draft.id}/enrollment`)).status).toBe(404);
    expect((await read(`/courses/${open.id}/lessons/${open.lessons[0]}`)).status).toBe(403);
    expect((await former.client.patch(`/courses/${open.id}`, { title: 'x' })).status).toBe(403);
    expect((await read(`/analytics/courses/${open.id}`)).status).toBe(403);
    expect(await listed('draft')).toBe(0);
    await admin.client.post(`/courses/${open.id}/archive`);
    expect(await listed('archived')).toBe(0);

    await admin.client.patch(`/users/${former.id}`, { role: 'instructor' });
    expect(await listed('draft')).toBe(1);
    expect((await read(`/courses/${draft.id}/lessons/${draft.lessons[0]}`)).status).toBe(200);
  });
});

describe.each([
  ['the short way', true],
  ['the pipeline', false],
])('rights by %s on an instance whose log is late', (_, shortWay) => {
  let late: Instance;
  let release = (): void => undefined;

  beforeAll(async () => {
    late = await app.startInstance({}, { shortWay });
  });
  afterEach(() => release());

  /** Has the late instance hold the course as it is, and hear of nothing from then on. */
  async function remember(id: string): Promise<void> {
    const path = `/courses/${id}`;
    expect((await late.client.as(admin).get(path)).status).toBe(200);
    release = holdLog(late);
  }
  const asks = (who: Person, token: string): TestClient => late.client.as(who).with({ [TOKEN]: token });

  it('are those of a course whose publication the reader has seen', async () => {
    const { id } = await createOutlined(author, [['One']]);
    await remember(id);
    const published = await author.client.post(`/courses/${id}/publish`);
    const seen = late.client.with({ [TOKEN]: published.headers.get(TOKEN)! });
    expect((await seen.get(`/courses/${id}/reviews`)).status).toBe(200);
  });

  it('are whose course it is by what the reader has seen', async () => {
    const course = await createOpenCourse(author, [['One']]);
    await Learning.begin(student, course);
    await remember(course.id);
    const given = await admin.client.patch(`/courses/${course.id}`, { instructor_id: other.id });
    const token = given.headers.get(TOKEN)!;
    const progress = `/users/${student.id}/progress/${course.id}`;
    expect((await asks(other, token).get(progress)).status).toBe(200);
  });

  it('are the owner’s, who has seen that they are', async () => {
    const course = await createOpenCourse(author, [['One']]);
    await remember(course.id);
    const given = await admin.client.patch(`/courses/${course.id}`, { instructor_id: other.id });
    const token = given.headers.get(TOKEN)!;
    const analytics = `/analytics/courses/${course.id}`;
    // The former owner first: with what the instance holds they would be let in.
    expect((await asks(author, token).get(analytics)).status).toBe(403);
    expect((await asks(other, token).get(analytics)).status).toBe(200);
    expect((await asks(author, token).get(analytics)).status).toBe(403);
  });

  it('refuse with a token of what they were refused by', async () => {
    const { id } = await createPublished(author);
    release = holdLog(late);
    const deleted = await admin.client.delete(`/courses/${id}`);
    const refused = await late.client.get(`/courses/${id}/reviews`);
    expect(refused.status).toBe(404);
    expect(timeOf(refused)).toBeGreaterThanOrEqual(timeOf(deleted));
  });
});

/** The log time in the consistency token of an answer. */
function timeOf({ headers }: TestResponse<unknown>): bigint {
  return Buffer.from(headers.get(TOKEN) ?? '', 'base64url').readBigUInt64BE();
}
