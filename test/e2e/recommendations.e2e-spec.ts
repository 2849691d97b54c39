import { Types } from 'mongoose';
import type { CourseBody } from '../../src/courses/index.js';
import type { DashboardBody } from '../../src/progress/index.js';
import { CoursePairRepository } from '../../src/recommendations/course-pair.repository.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { enrolNew, openCourses } from '../support/enrolling.js';
import { createAdmin, createInstructor, type Person } from '../support/people.js';
import { untilFolded } from '../support/settled.js';

let app: TestApp;
let author: Person;
let admin: Person;

beforeAll(async () => {
  app = await startTestApp('recommendations');
  author = await createInstructor(app);
  admin = await createAdmin(app);
});
afterAll(() => app?.stop());

/** The ids recommended to somebody new who takes these courses. */
async function recommendedTo(...courses: readonly CourseBody[]): Promise<string[]> {
  const [person] = await enrolNew(app, 1, ...courses);
  return recommendedIds(person!);
}

async function recommendedIds(person: Person): Promise<string[]> {
  await untilFolded(app);
  const { body } = await person.client.get<DashboardBody>('/users/me/dashboard');
  return body.recommendations.map(({ id }) => id);
}

describe('recommendations', () => {
  it('begin with what learners of the same courses took, not with what everybody took', async () => {
    const [mine, kin, crowd, padding] = await openCourses(author, 4);
    await enrolNew(app, 3, mine!, kin!);
    await enrolNew(app, 4, mine!, crowd!);
    await enrolNew(app, 20, crowd!);
    const ids = await recommendedTo(mine!);
    // 3 ÷ √(8·3) = 0.61 and 4 ÷ √(8·24) = 0.29
    expect(ids.slice(0, 2)).toEqual([kin!.id, crowd!.id]);
    // The rest is popular.
    expect(ids).toContain(padding!.id);
    expect(ids).not.toContain(mine!.id);
  });

  it('are six list items of published courses, each once', async () => {
    const [mine, archived, ...kin] = await openCourses(author, 9);
    await enrolNew(app, 2, mine!, archived!);
    for (const course of kin) await enrolNew(app, 1, mine!, course);
    await author.client.post(`/courses/${archived!.id}/archive`);
    const [person] = await enrolNew(app, 1, mine!);
    await untilFolded(app);
    const { recommendations } = (await person!.client.get<DashboardBody>('/users/me/dashboard')).body;
    const ids = recommendations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(6);
    expect(kin.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    expect(recommendations[0]).toMatchObject({ status: 'published' });
    expect(recommendations[0]).not.toHaveProperty('sections');
  });

  it('never name a course that was taken, and follow no course that was dropped', async () => {
    const [mine, dropped, kin, kinOfDropped] = await openCourses(author, 4);
    await enrolNew(app, 3, mine!, kin!);
    await enrolNew(app, 3, mine!, dropped!);
    await enrolNew(app, 3, dropped!, kinOfDropped!);
    const [person] = await enrolNew(app, 1, mine!, dropped!);
    await person!.client.delete(`/courses/${dropped!.id}/enrollment`);
    const ids = await recommendedIds(person!);
    expect(ids[0]).toBe(kin!.id);
    expect(ids).not.toContain(dropped!.id);
    const [faithful] = await enrolNew(app, 1, dropped!);
    expect((await recommendedIds(faithful!)).slice(0, 2)).toContain(kinOfDropped!.id);
  });

  it('forget a course that is deleted', async () => {
    const [mine, doomed, kin] = await openCourses(author, 3);
    await enrolNew(app, 3, mine!, doomed!, kin!);
    const [person] = await enrolNew(app, 1, mine!);
    expect(await recommendedIds(person!)).toContain(doomed!.id);
    expect((await admin.client.delete(`/courses/${doomed!.id}`)).status).toBe(204);
    const ids = await recommendedIds(person!);
    expect(ids).not.toContain(doomed!.id);
    expect(ids[0]).toBe(kin!.id);
    const courses = Types.ObjectId.createFromHexString(doomed!.id);
    expect(await app.connection.collection('rollup_course_pairs').countDocuments({ courses })).toBe(0);
  });

  it('are read off one index, without sorting', async () => {
    const [mine, also, ...kin] = await openCourses(author, 5);
    for (const course of kin) await enrolNew(app, 2, mine!, also!, course);
    await untilFolded(app);
    const repository = app.app.get(CoursePairRepository, { strict: false });
    const plan = JSON.stringify(await repository.explainMostFrequent([mine!.id, also!.id], 3));
    expect(plan).toContain('courses_1_learners_-1__id_1');
    expect(plan).not.toMatch(/COLLSCAN|"SORT"/);
    const found = await repository.listMostFrequent([mine!.id, also!.id], 3);
    expect(found.pairs).toHaveLength(6);
    expect(found.pairs[0]?.learners).toBe(6);
    const named = found.pairs.flatMap(({ _id }) => _id.split(':'));
    expect(new Set(found.courses.map(({ _id }) => _id.toHexString()))).toEqual(new Set(named));
  });
});
