import { Types } from 'mongoose';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { logIsRead } from '../support/cache-probe.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { enrol } from '../support/enrolling.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';
import type { TestClient } from '../support/test-client.js';

/** What an edit of a course outdates, on the instance that made it and on another one that knows only the log. */
describe('an edit of a course', () => {
  let app: TestApp;
  let other: Instance;
  let author: Person;
  let student: Person;
  let shown: BuiltCourse;
  let aside: BuiltCourse;

  const CHEAP = '/courses?category=cheap&price_max=10';
  const WORDS = '/courses?q=marmalade';

  beforeAll(async () => {
    app = await startTestApp('edits');
    other = await app.startInstance();
    [author, student] = await Promise.all([createInstructor(app), createStudent(app)]);
    shown = await createOpenCourse(author, [['One', 'Two']], { title: 'Shown', category: 'cheap', price: 5 });
    aside = await createOpenCourse(author, [['One']], { title: 'Aside', category: 'cheap', price: 50 });
    await enrol(student, shown);
  }, 60_000);
  afterAll(() => app?.stop());

  const progress = () => `/users/me/progress/${shown.id}`;
  const reading = async (): Promise<void> => void (await Promise.all([logIsRead(app), logIsRead(other)]));

  /** Reads twice on both instances, so that both have it in memory. */
  async function remember(path: string, who?: Person): Promise<void> {
    await reading();
    for (const client of clients(who)) {
      await client.get(path);
      expect((await client.get(path)).headers.get('cache-status')).toMatch(/hit; detail=l1/);
    }
  }

  function clients(who?: Person): TestClient[] {
    return who ? [who.client, other.client.as(who)] : [app.client, other.client];
  }

  /** On the instance that wrote, and on the one that did not. */
  async function areHits(path: string, who?: Person): Promise<boolean[]> {
    await reading();
    const answers = await Promise.all(clients(who).map((client) => client.get(path)));
    return answers.map(({ headers }) => /hit; detail=l1/.test(headers.get('cache-status') ?? ''));
  }

  async function edit(course: BuiltCourse, body: object): Promise<void> {
    expect((await author.client.patch(`/courses/${course.id}`, body)).status).toBe(200);
  }

  async function titles(path: string): Promise<string[][]> {
    await reading();
    const answers = await Promise.all(
      clients().map((client) => client.get<{ items: { title: string }[] }>(path)),
    );
    return answers.map(({ body }) => body.items.map(({ title }) => title));
  }

  it('leaves a list alone that neither shows the course nor chooses by what was edited', async () => {
    await remember(CHEAP);
    await edit(aside, { title: 'Further aside', summary: 'Edited' });
    expect(await areHits(CHEAP)).toEqual([true, true]);
  });

  it.each([
    ['its title', { title: 'Shown anew' }],
    ['its summary', { summary: 'Shown with another summary' }],
  ])('outdates a list that shows it: %s', async (_, body) => {
    await remember(CHEAP);
    await edit(shown, body);
    expect(await areHits(CHEAP)).toEqual([false, false]);
  });

  it('shows in a list that it comes into, and that it leaves', async () => {
    await remember(CHEAP);
    await edit(aside, { title: 'Cheap now', price: 4 });
    for (const seen of await titles(CHEAP)) expect(seen).toContain('Cheap now');
    await remember(CHEAP);
    await edit(aside, { price: 50 });
    for (const seen of await titles(CHEAP)) expect(seen).not.toContain('Cheap now');
  });

  it.each([
    { category: 'dear' },
    { level: 'advanced' },
    { language: 'de' },
    { tags: ['odd', 'even'] },
    { tags: ['odd'] },
  ])('outdates lists that may choose by it: %j', async (body) => {
    await remember(CHEAP);
    await edit(aside, body);
    expect(await areHits(CHEAP)).toEqual([false, false]);
  });

  it.each([
    ['a member taken away', { $unset: { level: '' } }],
    ['a list cut short', [{ $set: { tags: { $slice: ['$tags', 7] } } }]],
    ['a member below another', { $set: { 'instructor.display_name': 'Ada' } }],
  ])('made past the product shows too: %s', async (_, update) => {
    const tags = Array.from({ length: 8 }, (_unused, index) => `the tag of number ${index}`);
    await edit(aside, { level: 'beginner', tags });
    await remember(CHEAP);
    await app.connection.collection('courses').updateOne({ _id: new Types.ObjectId(aside.id) }, update);
    expect(await areHits(CHEAP)).toEqual([false, false]);
  });

  it('shows in a list that chooses by words of texts', async () => {
    await remember(WORDS);
    await edit(aside, { description: 'All about marmalade' });
    for (const seen of await titles(WORDS)) expect(seen).toEqual(['Cheap now']);
  });

  it('of its texts leaves progress alone; one of its outline does not', async () => {
    await remember(progress(), student);
    await edit(shown, { title: 'Renamed', description: 'Other words', price: 6 });
    expect(await areHits(progress(), student)).toEqual([true, true]);
    const lesson = { title: 'Three' };
    const path = `/courses/${shown.id}/sections/${shown.sections[0]}/lessons`;
    expect((await author.client.post(path, lesson)).status).toBe(201);
    await reading();
    for (const client of clients(student))
      expect((await client.get(progress())).body).toMatchObject({ completed: 0, total: 3 });
  });

  it('of its texts leaves dashboards alone; of its title, its state or its outline it does not', async () => {
    const dashboard = '/users/me/dashboard';
    const taken = await createOpenCourse(author, [['One']], { title: 'Taken' });
    const recommended = await createOpenCourse(author, [['One']], { title: 'Recommended' });
    await enrol(student, taken);
    const lessons = `/courses/${taken.id}/sections/${taken.sections[0]}/lessons`;
    const edits: readonly (() => Promise<unknown>)[] = [taken, recommended].flatMap((course) => [
      () => edit(course, { title: 'Renamed' }),
      () => author.client.post(`/courses/${course.id}/archive`),
    ]);
    for (const course of [taken, recommended]) {
      await remember(dashboard, student);
      await edit(course, { summary: 'Edited', description: 'Other words', price: 6 });
      expect(await areHits(dashboard, student)).toEqual([true, true]);
    }
    for (const change of [() => author.client.post(lessons, { title: 'Two' }), ...edits]) {
      await remember(dashboard, student);
      await change();
      expect(await areHits(dashboard, student)).toEqual([false, false]);
    }
  });

  it('by its removal shows in lists and in progress', async () => {
    const gone = await createOpenCourse(author, [['One']], { title: 'Going', category: 'cheap', price: 1 });
    await enrol(student, gone);
    await remember(CHEAP);
    const admin = await createAdmin(app);
    expect((await admin.client.delete(`/courses/${gone.id}`)).status).toBeLessThan(300);
    for (const seen of await titles(CHEAP)) expect(seen).not.toContain('Going');
    await reading();
    for (const client of clients(student))
      expect((await client.get(`/users/me/progress/${gone.id}`)).status).toBe(404);
  });
});
