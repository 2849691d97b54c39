import { Types } from 'mongoose';
import type { Page } from '../../src/common/index.js';
import type { OutboxEvent } from '../../src/outbox/index.js';
import type { ReviewBody } from '../../src/reviews/dto/review.dto.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createDraft, createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';

describe('reviews', () => {
  let app: TestApp;
  let author: Person;
  let course: BuiltCourse;

  beforeAll(async () => {
    app = await startTestApp('reviews');
    author = await createInstructor(app);
  });
  beforeEach(async () => {
    course = await createOpenCourse(author, [['Lesson']]);
  });
  afterAll(() => app?.stop());

  const mine = () => `/courses/${course.id}/reviews/me`;
  const write = (who: Person, body: unknown) => who.client.put<ReviewBody>(mine(), body);
  const list = async (query = '') =>
    (await app.client.get<Page<ReviewBody>>(`/courses/${course.id}/reviews${query}`)).body;
  async function learner(): Promise<Person> {
    const student = await createStudent(app);
    await student.client.put(`/courses/${course.id}/enrollment`);
    return student;
  }
  const ratings = async () => {
    const events = await app.connection
      .collection<OutboxEvent>('outbox')
      .find({ type: 'review_changed', course_id: new Types.ObjectId(course.id) })
      .sort({ _id: 1 })
      .toArray();
    return events.map(({ effects }) => effects.rating);
  };

  it('are written once and replaced after that', async () => {
    const student = await learner();
    const first = await write(student, { rating: 5, comment: ' Good ' });
    expect(first.status).toBe(200);
    expect(first.body).toEqual({
      user_id: student.id,
      rating: 5,
      comment: 'Good',
      created_at: expect.any(String),
      updated_at: first.body.created_at,
    });
    const second = await write(student, { rating: 2 });
    expect(second.body).toMatchObject({ rating: 2, comment: '', created_at: first.body.created_at });
    expect(await list()).toMatchObject({ total: 1, items: [second.body] });
  });

  it('reach the rollups as differences', async () => {
    const student = await learner();
    await write(student, { rating: 5 });
    await write(student, { rating: 5, comment: 'the same, in words' });
    await write(student, { rating: 5, comment: 'the same, in words' });
    await write(student, { rating: 2 });
    await student.client.delete(mine());
    await student.client.delete(mine());
    expect(await ratings()).toEqual([
      { sum: 5, count: 1, stars: { 5: 1 } },
      { sum: -3, count: 0, stars: { 5: -1, 2: 1 } },
      { sum: -2, count: -1, stars: { 2: -1 } },
    ]);
  });

  it('count once of 20 concurrent calls', async () => {
    const student = await learner();
    const answers = await Promise.all(Array.from({ length: 20 }, () => write(student, { rating: 4 })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await ratings()).toEqual([{ sum: 4, count: 1, stars: { 4: 1 } }]);
    expect((await list()).total).toBe(1);
  });

  it('are listed the last written first, page by page', async () => {
    const students = [await learner(), await learner(), await learner()];
    for (const student of students) await write(student, { rating: 3 });
    const [first] = students;
    if (first) await write(first, { rating: 4 });
    const page = await list('?page_size=2');
    expect(page).toMatchObject({ total: 3, total_pages: 2, page: 1 });
    expect(page.items.map(({ user_id }) => user_id)).toEqual([students[0]?.id, students[2]?.id]);
    expect((await list('?page_size=2&page=2')).items.map(({ user_id }) => user_id)).toEqual([
      students[1]?.id,
    ]);
  });

  it('are deleted by their writer, and deleting none is no fault', async () => {
    const student = await learner();
    await write(student, { rating: 1 });
    expect((await student.client.delete(mine())).status).toBe(204);
    expect((await student.client.delete(mine())).status).toBe(204);
    expect(await list()).toMatchObject({ items: [], total: 0 });
  });

  it.each([{ rating: 0 }, { rating: 6 }, { rating: 4.5 }, {}, { rating: 4, stars: 4 }, { rating: '4' }])(
    'refuse %j',
    async (body) => {
      expect((await write(await learner(), body)).status).toBe(400);
    },
  );

  it('refuse comments beyond 5,000 characters', async () => {
    expect((await write(await learner(), { rating: 4, comment: 'x'.repeat(5_001) })).status).toBe(400);
  });

  it('are for the enrolled', async () => {
    const stranger = await createStudent(app);
    const dropped = await learner();
    await dropped.client.delete(`/courses/${course.id}/enrollment`);
    expect((await app.client.put(mine(), { rating: 4 })).status).toBe(401);
    expect((await write(stranger, { rating: 4 })).status).toBe(403);
    expect((await write(dropped, { rating: 4 })).status).toBe(403);
    expect((await stranger.client.delete(mine())).status).toBe(403);
  });

  it('are looked for where there is a course that may be seen', async () => {
    const student = await createStudent(app);
    const unknown = `/courses/${new Types.ObjectId().toHexString()}/reviews`;
    expect((await app.client.get(unknown)).status).toBe(404);
    expect((await student.client.put(`${unknown}/me`, { rating: 4 })).status).toBe(404);
    expect((await app.client.get('/courses/nonsense/reviews')).status).toBe(400);
    expect((await app.client.get(`/courses/${course.id}/reviews?page=0`)).status).toBe(400);
    const hidden = `/courses/${(await createDraft(author)).id}/reviews`;
    expect((await app.client.get(hidden)).status).toBe(404);
    expect((await author.client.get(hidden)).status).toBe(200);
  });

  it('go with their course', async () => {
    await write(await learner(), { rating: 4 });
    const admin = await createAdmin(app);
    expect((await admin.client.delete(`/courses/${course.id}`)).status).toBe(204);
    const course_id = new Types.ObjectId(course.id);
    expect(await app.connection.collection('reviews').countDocuments({ course_id })).toBe(0);
  });
});
