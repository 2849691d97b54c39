import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Types } from 'mongoose';
import { EnrollmentsService, type Enrollment } from '../../src/enrollments/index.js';
import type { ProgressBody } from '../../src/progress/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { eventually } from '../support/eventually.js';
import { Learning } from '../support/learning.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';

const MANY = 5_000;

let app: TestApp;
let author: Person;
let course: BuiltCourse;

beforeAll(async () => {
  app = await startTestApp('course-export');
  author = await createInstructor(app);
});
beforeEach(async () => {
  course = await createOpenCourse(author, [['a', 'b'], ['c']]);
});
afterAll(() => app?.stop());

const path = () => `/courses/${course.id}/export`;
const parse = (body: string) =>
  body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ProgressBody);

/** Enrols learners who exist nowhere else, past the product: only the export looks at them. */
async function enrolMany(count = MANY): Promise<void> {
  const at = new Date();
  const enrollments = app.connection.collection<Enrollment>('enrollments');
  const rows = Array.from({ length: count }, (): Enrollment => {
    const user_id = new Types.ObjectId();
    return {
      _id: `${user_id.toHexString()}:${course.id}`,
      user_id,
      course_id: new Types.ObjectId(course.id),
      status: 'active',
      enrolled_at: at,
      dropped_at: null,
      completed_at: null,
      last_accessed_at: at,
      time_spent_seconds: 0,
      completed: course.lessons.map((id) => ({ lesson_id: new Types.ObjectId(id), at })),
      resume: null,
    };
  });
  await enrollments.insertMany(rows);
}

/** An export whose body has only begun to be read. */
async function begin(): Promise<IncomingMessage> {
  const request = get(`${app.url}${path()}`, {
    headers: { authorization: `Bearer ${author.access_token}` },
  });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  await once(answer, 'readable');
  return answer;
}

/** Cursors that wait between two batches of this database's enrolments. */
async function idleCursors(): Promise<number> {
  const found = await app.connection
    .getClient()
    .db('admin')
    .aggregate([{ $currentOp: { idleCursors: true, localOps: true } }])
    .toArray();
  const ns = `${app.connection.name}.enrollments`;
  return found.filter((op) => op['type'] === 'idleCursor' && op['ns'] === ns).length;
}

describe('a course’s export', () => {
  it('has everybody’s progress, one a line, those who dropped too', async () => {
    const learners = await Promise.all([1, 2, 3].map(() => createStudent(app)));
    const all = await Promise.all(learners.map((person) => Learning.begin(person, course)));
    await all[0]?.complete(0);
    await all[1]?.watch(2, 30);
    await all[2]?.drop();
    const answer = await author.client.get<string>(path());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="course-${course.id}.ndjson"`,
    );
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(answer.headers.get('x-consistency-token')).toBeTruthy();
    const expected = await Promise.all(all.map((learning) => learning.progress()));
    const byUser = (a: ProgressBody, b: ProgressBody) => (a.user_id < b.user_id ? -1 : 1);
    expect(parse(answer.text).toSorted(byUser)).toEqual(expected.toSorted(byUser));
    expect(answer.text).not.toContain('@');
  });

  it('is empty where nobody is enrolled', async () => {
    expect(await author.client.get(path())).toMatchObject({ status: 200, text: '' });
  });

  it('is for the owner and admins', async () => {
    const admin = await createAdmin(app);
    const stranger = await createInstructor(app);
    expect((await admin.client.get(path())).status).toBe(200);
    expect((await stranger.client.get(path())).status).toBe(403);
    expect((await (await createStudent(app)).client.get(path())).status).toBe(403);
    expect((await app.client.get(path())).status).toBe(401);
    expect((await author.client.get('/courses/nonsense/export')).status).toBe(400);
    expect((await author.client.get(`/courses/${new Types.ObjectId().toHexString()}/export`)).status).toBe(
      404,
    );
  });

  it('is of one moment, however slowly it is read', async () => {
    await enrolMany();
    const answer = await begin();
    await enrolMany(10);
    const removed = await app.connection
      .collection<Enrollment>('enrollments')
      .deleteMany({ course_id: new Types.ObjectId(course.id) });
    expect(removed.deletedCount).toBe(MANY + 10);
    const lines = parse(await text(answer));
    expect(new Set(lines.map(({ user_id }) => user_id)).size).toBe(MANY);
    expect(new Set(lines.map(({ progress_percent }) => progress_percent))).toEqual(new Set([100]));
  });

  it('reads no further ahead than its client, and ends with it', async () => {
    await enrolMany();
    const answer = await begin();
    await eventually('the cursor waits for the client', async () => (await idleCursors()) === 1);
    answer.destroy();
    await eventually('the cursor is closed', async () => (await idleCursors()) === 0);
  });

  it('breaks off, and does not look complete, when something fails', async () => {
    await enrolMany();
    const enrollments = app.app.get(EnrollmentsService, { strict: false });
    const listOfCourse = enrollments.listOfCourse.bind(enrollments);
    enrollments.listOfCourse = async function* fail(courseId) {
      let count = 0;
      for await (const enrollment of listOfCourse(courseId)) {
        if ((count += 1) > MANY / 2) throw new Error('the database went away');
        yield enrollment;
      }
    };
    try {
      const answer = await begin();
      await expect(text(answer)).rejects.toThrow('aborted');
      expect(answer.complete).toBe(false);
    } finally {
      enrollments.listOfCourse = listOfCourse;
    }
    expect(await idleCursors()).toBe(0);
  });
});
