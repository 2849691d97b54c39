import { Types } from 'mongoose';
import type { Problem } from '../../src/common/http/problem.js';
import type { CourseBody, LessonBody } from '../../src/courses/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createDraft, createOutlined } from '../support/courses.js';
import { createInstructor, type Person } from '../support/people.js';

type Section = CourseBody['sections'][number];

describe('outline', () => {
  let app: TestApp;
  let author: Person;
  let other: Person;

  beforeAll(async () => {
    app = await startTestApp('outline');
    author = await createInstructor(app);
    other = await createInstructor(app);
  });
  afterAll(() => app?.stop());

  const unknownId = () => new Types.ObjectId().toHexString();
  const draft = () => createDraft(author);
  const withOutline = () =>
    createOutlined(author, [
      ['One a', 'One b'],
      ['Two a', 'Two b'],
    ]);
  const read = async (id: string) => (await author.client.get<CourseBody>(`/courses/${id}`)).body;

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
    expect((await read(id)).sections.map(({ title }) => title)).toEqual(['Section 2']);
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
    expect((await other.client.post(path, { title: 'x' })).status).toBe(404);
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
    expect((await author.client.patch(`/courses/${id}/lessons/${unknownId()}`, { title: 'x' })).status).toBe(
      404,
    );
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
