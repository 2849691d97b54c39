import { Types } from 'mongoose';
import type { CourseBody, LessonBody } from '../../src/courses/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';
import type { Problem } from '../../src/common/http/problem.filter.js';

type Section = CourseBody['sections'][number];

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
  async function draft(body: object = {}): Promise<CourseBody> {
    const made = await author.client.post<CourseBody>('/courses', { title: 'Analytical engines', ...body });
    expect(made.status).toBe(201);
    return made.body;
  }
  async function published(body: object = {}): Promise<CourseBody> {
    const { id } = await draft(body);
    const answer = await author.client.post<CourseBody>(`/courses/${id}/publish`);
    expect(answer.status).toBe(200);
    return answer.body;
  }
  async function withOutline(): Promise<{ id: string; sections: string[]; lessons: string[] }> {
    const { id } = await draft();
    const sections: string[] = [];
    const lessons: string[] = [];
    for (const title of ['One', 'Two']) {
      const section = await author.client.post<Section>(`/courses/${id}/sections`, { title });
      sections.push(section.body.id);
      for (const name of ['a', 'b']) {
        const path = `/courses/${id}/sections/${section.body.id}/lessons`;
        const lesson = await author.client.post<LessonBody>(path, { title: `${title} ${name}` });
        lessons.push(lesson.body.id);
      }
    }
    return { id, sections, lessons };
  }
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
      expect((await author.client.get(`/courses/${id}`)).status).toBe(200);
      expect((await admin.client.get(`/courses/${id}`)).status).toBe(200);
    });

    it('shows a published course to anyone', async () => {
      const { id } = await published();
      expect((await app.client.get<CourseBody>(`/courses/${id}`)).body.status).toBe('published');
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
      expect((await other.client.post(publish)).status).toBe(403);
      expect((await app.client.post(`/courses/${id}/archive`)).status).toBe(401);
    });
  });

  describe('being deleted', () => {
    it('is gone with its lessons', async () => {
      const { id } = await withOutline();
      expect((await other.client.delete(`/courses/${id}`)).status).toBe(403);
      expect((await author.client.delete(`/courses/${id}`, { 'if-match': '"1"' })).status).toBe(412);
      expect((await author.client.delete(`/courses/${id}`)).status).toBe(204);
      expect((await author.client.get(`/courses/${id}`)).status).toBe(404);
      expect((await author.client.delete(`/courses/${id}`)).status).toBe(404);
      const lessons = app.connection.collection('lessons');
      expect(await lessons.countDocuments({ course_id: new Types.ObjectId(id) })).toBe(0);
    });
  });

  describe('outline', () => {
    it('grows by sections and lessons, each answered as it was made', async () => {
      const { id } = await draft();
      const section = await author.client.post<Section>(`/courses/${id}/sections`, { title: 'Basics' });
      expect(section.status).toBe(201);
      expect(section.body).toEqual({ id: expect.any(String), title: 'Basics', lessons: [] });
      const lesson = await author.client.post<LessonBody>(
        `/courses/${id}/sections/${section.body.id}/lessons`,
        { title: 'Zero', type: 'video', duration_seconds: 90, required: false, content: '<p>Nothing</p>' },
      );
      expect(lesson.status).toBe(201);
      expect(lesson.body).toEqual({
        id: expect.any(String),
        course_id: id,
        section_id: section.body.id,
        title: 'Zero',
        type: 'video',
        duration_seconds: 90,
        required: false,
        content: '<p>Nothing</p>',
      });
      const { content: _, course_id: __, section_id: ___, ...summary } = lesson.body;
      expect(await read(id)).toMatchObject({
        version: 3,
        sections: [{ id: section.body.id, title: 'Basics', lessons: [summary] }],
      });
    });

    it('takes what ten authors add at once', async () => {
      const { id, sections } = await withOutline();
      const before = (await read(id)).version;
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          author.client.post(`/courses/${id}/sections/${sections[0]}/lessons`, { title: `Lesson ${index}` }),
        ),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      const after = await read(id);
      expect(after.sections[0]?.lessons).toHaveLength(12);
      expect(after.version).toBe(before + 10);
    });

    it('changes and deletes a lesson', async () => {
      const { id, lessons } = await withOutline();
      const path = `/courses/${id}/lessons/${lessons[0]}`;
      const changed = await author.client.patch<LessonBody>(path, { title: 'Changed', content: 'text' });
      expect(changed.status).toBe(200);
      expect(changed.body).toMatchObject({ title: 'Changed', content: 'text', required: true });
      const retyped = await author.client.patch<LessonBody>(path, { type: 'quiz' });
      expect(retyped.body).toMatchObject({ title: 'Changed', content: 'text', type: 'quiz' });
      expect((await author.client.delete(path)).status).toBe(204);
      expect((await author.client.delete(path)).status).toBe(404);
      expect((await read(id)).sections[0]?.lessons).toHaveLength(1);
    });

    it('renames and deletes a section with its lessons', async () => {
      const { id, sections } = await withOutline();
      const path = `/courses/${id}/sections/${sections[0]}`;
      expect((await author.client.patch<Section>(path, { title: 'Renamed' })).body).toMatchObject({
        title: 'Renamed',
        lessons: [{ title: 'One a' }, { title: 'One b' }],
      });
      expect((await author.client.delete(path)).status).toBe(204);
      expect((await author.client.patch(path, { title: 'Gone' })).status).toBe(404);
      expect((await read(id)).sections.map(({ title }) => title)).toEqual(['Two']);
    });

    it('is put in another order, lessons across sections too', async () => {
      const { id, sections, lessons } = await withOutline();
      const [a, b, c, d] = lessons;
      const order = [
        { id: sections[1], lesson_ids: [c, a] },
        { id: sections[0], lesson_ids: [d, b] },
      ];
      const answer = await author.client.put<CourseBody>(`/courses/${id}/outline`, { sections: order });
      expect(answer.status).toBe(200);
      const found = answer.body.sections.map((section) => ({
        id: section.id,
        lesson_ids: section.lessons.map((lesson) => lesson.id),
      }));
      expect(found).toEqual(order);
    });

    it('is refused unless every section and lesson is named exactly once', async () => {
      const { id, sections, lessons } = await withOutline();
      const { version } = await read(id);
      const put = (body: object) => author.client.put<Problem>(`/courses/${id}/outline`, body);
      const [a, b, c, d] = lessons;
      const twice = [
        { id: sections[0], lesson_ids: [a, b, a] },
        { id: sections[1], lesson_ids: [c, d] },
      ];
      const missing = [{ id: sections[0], lesson_ids: [a, b, c] }];
      const unknown = [
        { id: sections[0], lesson_ids: [a, b, unknownId()] },
        { id: sections[1], lesson_ids: [c, d] },
      ];
      for (const wrong of [twice, missing, unknown, []]) {
        const answer = await put({ sections: wrong });
        expect(answer.status).toBe(400);
        expect(answer.body.errors?.length).toBeGreaterThan(0);
      }
      expect((await read(id)).version).toBe(version);
    });

    it('tells the rollups when what is required changes, and only then', async () => {
      const { id, sections, lessons } = await withOutline();
      const changes = () =>
        app.connection
          .collection('outbox')
          .countDocuments({ type: 'outline_changed', course_id: new Types.ObjectId(id) });
      expect(await changes()).toBe(4);
      await author.client.patch(`/courses/${id}/lessons/${lessons[0]}`, { title: 'Renamed' });
      await author.client.patch(`/courses/${id}/sections/${sections[0]}`, { title: 'Renamed' });
      expect(await changes()).toBe(4);
      await author.client.patch(`/courses/${id}/lessons/${lessons[0]}`, { required: false });
      await author.client.delete(`/courses/${id}/lessons/${lessons[1]}`);
      await author.client.delete(`/courses/${id}/sections/${sections[1]}`);
      expect(await changes()).toBe(7);
    });

    it('is for the owner, and respects If-Match and limits', async () => {
      const { id, sections } = await withOutline();
      const path = `/courses/${id}/sections`;
      expect((await app.client.post(path, { title: 'x' })).status).toBe(401);
      expect((await other.client.post(path, { title: 'x' })).status).toBe(403);
      expect((await author.client.post(path, { title: 'x' }, { 'if-match': '"1"' })).status).toBe(412);
      expect((await author.client.post(path, { title: 'x'.repeat(201) })).status).toBe(400);
      expect((await author.client.post(path, {})).status).toBe(400);
      const lessons = `${path}/${sections[0]}/lessons`;
      expect((await author.client.post(lessons, { title: 'x', type: 'Not A Word' })).status).toBe(400);
      expect((await author.client.post(lessons, { title: 'x', duration_seconds: -1 })).status).toBe(400);
      const long = { title: 'x', content: 'x'.repeat(200_001) };
      expect((await author.client.post(lessons, long)).status).toBe(400);
      expect((await author.client.post(`${path}/${unknownId()}/lessons`, { title: 'x' })).status).toBe(404);
      expect((await author.client.post(`${path}/nonsense/lessons`, { title: 'x' })).status).toBe(400);
      expect(
        (await author.client.patch(`/courses/${id}/lessons/${unknownId()}`, { title: 'x' })).status,
      ).toBe(404);
    });

    it('has at most 200 sections', async () => {
      const { id } = await draft();
      await app.connection.collection('courses').updateOne(
        { _id: new Types.ObjectId(id) },
        {
          $set: {
            sections: Array.from({ length: 199 }, (_, index) => ({
              id: new Types.ObjectId(),
              title: `Section ${index}`,
              lessons: [],
            })),
          },
        },
      );
      const path = `/courses/${id}/sections`;
      expect((await author.client.post(path, { title: 'the 200th' })).status).toBe(201);
      expect((await author.client.post(path, { title: 'one too many' })).status).toBe(409);
    });
  });
});
