import { Types } from 'mongoose';
import type { CourseBody } from '../../src/courses/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createDraft, createOutlined, createPublished } from '../support/courses.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';
import type { Problem } from '../../src/common/http/problem.js';

describe('courses', () => {
  let app: TestApp;
  let author: Person;
  let other: Person;
  let student: Person;
  let admin: Person;

  beforeAll(async () => {
    app = await startTestApp('courses');
    author = await createInstructor(app, { display_name: 'Ada Lovelace' });
    other = await createInstructor(app);
    student = await createStudent(app);
    admin = await createAdmin(app);
  });
  afterAll(() => app?.stop());

  const unknownId = () => new Types.ObjectId().toHexString();
  const draft = (body?: object) => createDraft(author, body);
  const published = (body?: object) => createPublished(author, body);
  const read = async (id: string) => (await author.client.get<CourseBody>(`/courses/${id}`)).body;

  describe('being made', () => {
    it('is the instructor’s draft, with the defaults spelled out', async () => {
      const { body, status } = await author.client.post<CourseBody>('/courses', { title: ' Über Zahlen ' });
      expect(status).toBe(201);
      expect(body).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        title: 'Über Zahlen',
        slug: 'ueber-zahlen',
        summary: '',
        description: '',
        category: 'general',
        level: 'all',
        language: 'en',
        tags: [],
        price: 0,
        status: 'draft',
        instructor: { id: author.id, display_name: 'Ada Lovelace' },
        version: 1,
        sections: [],
        stats: { enrollments: 0, completions: 0, rating_average: 0, rating_count: 0 },
        published_at: null,
        created_at: expect.any(String),
        updated_at: expect.any(String),
      });
      expect((await author.client.get(`/courses/${body.id}`)).body).toEqual(body);
    });

    it('takes every field, languages in their canonical spelling, tags once', async () => {
      const written = {
        summary: 'short',
        description: 'long',
        category: 'math',
        level: 'beginner',
        language: 'pt-br',
        tags: ['b', 'a', 'b'],
        price: 19.5,
      };
      expect(await draft(written)).toMatchObject({ ...written, language: 'pt-BR', tags: ['b', 'a'] });
    });

    it.each([
      ['no title', {}],
      ['an empty title', { title: '  ' }],
      ['a title of 201 characters', { title: 'x'.repeat(201) }],
      ['a negative price', { title: 'x', price: -1 }],
      ['a level that does not exist', { title: 'x', level: 'expert' }],
      ['a language that is none', { title: 'x', language: 'not a language' }],
      ['21 tags', { title: 'x', tags: Array.from({ length: 21 }, (_, index) => `t${index}`) }],
      ['a field that does not exist', { title: 'x', status: 'published' }],
      ['no object', '[]'],
    ])('refuses %s', async (_, body) => {
      const answer = await author.client.post<Problem>('/courses', body);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    });

    it('is for instructors', async () => {
      expect((await app.client.post('/courses', { title: 'x' })).status).toBe(401);
      expect((await student.client.post('/courses', { title: 'x' })).status).toBe(403);
    });

    it('may be given to another instructor by an admin alone', async () => {
      const given = { title: 'Given', instructor_id: other.id };
      expect((await author.client.post('/courses', given)).status).toBe(403);
      const made = await admin.client.post<CourseBody>('/courses', given);
      expect(made.body.instructor.id).toBe(other.id);
      const toStudent = { title: 'Given', instructor_id: student.id };
      expect((await admin.client.post('/courses', toStudent)).status).toBe(400);
    });
  });

  describe('being read', () => {
    it('shows a draft to its owner only, and to nobody’s cache', async () => {
      const { id } = await draft();
      for (const client of [app.client, student.client, other.client]) {
        expect((await client.get(`/courses/${id}`)).status).toBe(404);
      }
      const own = await author.client.get(`/courses/${id}`);
      expect(own.status).toBe(200);
      expect(own.headers.get('cache-control')).toBe('private, no-store');
      expect((await admin.client.get(`/courses/${id}`)).status).toBe(200);
    });

    it('shows a published course to anyone', async () => {
      const { id } = await published();
      const answer = await app.client.get<CourseBody>(`/courses/${id}`);
      expect(answer.body.status).toBe('published');
      expect(answer.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
    });

    it('checks the id before it looks', async () => {
      expect((await app.client.get('/courses/nonsense')).status).toBe(400);
      expect((await app.client.get(`/courses/${unknownId()}`)).status).toBe(404);
    });
  });

  describe('being changed', () => {
    it('gets another version with every change', async () => {
      const { id } = await draft();
      const changed = await author.client.patch<CourseBody>(`/courses/${id}`, { title: 'New', price: 5 });
      expect(changed.status).toBe(200);
      expect(changed.body).toMatchObject({ title: 'New', slug: 'new', price: 5, version: 2 });
      expect(await read(id)).toEqual(changed.body);
    });

    it('is refused when the course has moved on', async () => {
      const { id } = await draft();
      const change = (title: string, version: string) =>
        author.client.patch<Problem>(`/courses/${id}`, { title }, { 'if-match': version });
      expect((await change('first', '"1"')).status).toBe(200);
      const refused = await change('second', '"1"');
      expect(refused.status).toBe(412);
      expect(refused.body.type).toContain('precondition-failed');
      expect((await change('third', 'W/"2"')).status).toBe(412);
      expect((await change('fourth', 'two')).status).toBe(400);
      expect((await read(id)).title).toBe('first');
    });

    it('lets one of many through that expect the same version', async () => {
      const { id } = await draft();
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          author.client.patch(`/courses/${id}`, { title: `title ${index}` }, { 'if-match': '"1"' }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(412)]);
      expect((await read(id)).version).toBe(2);
    });

    it('refuses empty and unknown bodies', async () => {
      const { id } = await draft();
      expect((await author.client.patch(`/courses/${id}`, {})).status).toBe(400);
      expect((await author.client.patch(`/courses/${id}`, { version: 9 })).status).toBe(400);
    });

    it('is for the owner', async () => {
      const { id } = await published();
      const change = { title: 'Mine now' };
      expect((await app.client.patch(`/courses/${id}`, change)).status).toBe(401);
      expect((await student.client.patch(`/courses/${id}`, change)).status).toBe(403);
      expect((await other.client.patch(`/courses/${id}`, change)).status).toBe(403);
      expect((await other.client.patch(`/courses/${unknownId()}`, change)).status).toBe(404);
      expect((await other.client.patch('/courses/nonsense', change)).status).toBe(400);
      expect((await admin.client.patch(`/courses/${id}`, change)).status).toBe(200);
    });
  });

  describe('being published and archived', () => {
    it('is on the list, and off it again', async () => {
      const { id, version, published_at } = await published({ category: 'publishing' });
      const listed = async () =>
        (await app.client.get<{ total: number }>('/courses?category=publishing')).body.total;
      expect(version).toBe(2);
      expect(published_at).not.toBeNull();
      expect(await listed()).toBe(1);
      const archived = await author.client.post<CourseBody>(`/courses/${id}/archive`);
      expect(archived.body).toMatchObject({ status: 'archived', version: 3, published_at });
      expect(await listed()).toBe(0);
    });

    it('changes nothing the second time', async () => {
      const { id } = await published();
      expect((await author.client.post<CourseBody>(`/courses/${id}/publish`)).body.version).toBe(2);
    });

    it('respects If-Match and ownership', async () => {
      const { id } = await draft();
      const publish = `/courses/${id}/publish`;
      expect((await author.client.post(publish, undefined, { 'if-match': '"7"' })).status).toBe(412);
      expect((await other.client.post(publish)).status).toBe(404);
      expect((await app.client.post(`/courses/${id}/archive`)).status).toBe(401);
    });
  });

  describe('being deleted', () => {
    it('is gone with its lessons', async () => {
      const { id } = await createOutlined(author, [['a'], ['b', 'c']]);
      expect((await author.client.delete(`/courses/${id}`)).status).toBe(403);
      expect((await admin.client.delete(`/courses/${id}`, { 'if-match': '"1"' })).status).toBe(412);
      expect((await admin.client.delete(`/courses/${id}`)).status).toBe(204);
      expect((await author.client.get(`/courses/${id}`)).status).toBe(404);
      expect((await admin.client.delete(`/courses/${id}`)).status).toBe(404);
      const lessons = app.connection.collection('lessons');
      expect(await lessons.countDocuments({ course_id: new Types.ObjectId(id) })).toBe(0);
    });
  });
});
