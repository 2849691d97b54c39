import { jest } from '@jest/globals';
import { Types } from 'mongoose';
import { FoldLeader } from '../../src/analytics/fold/fold-leader.service.js';
import { FoldStateRepository, RevisionLostError } from '../../src/analytics/fold/fold-state.repository.js';
import { Fold } from '../../src/analytics/fold/fold.service.js';
import { CoursePairRebuild } from '../../src/analytics/rebuild/course-pair-rebuild.service.js';
import { RollupRebuild } from '../../src/analytics/index.js';
import type { CourseBody } from '../../src/courses/index.js';
import { EnrollmentRepository } from '../../src/enrollments/enrollment.repository.js';
import type { DashboardBody } from '../../src/progress/index.js';
import { CoursePairRepository } from '../../src/recommendations/course-pair.repository.js';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { createPublished } from '../support/courses.js';
import { expectCoursePairs, readCoursePairs } from '../support/expected-figures.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';
import { readFoldState, untilFolded } from '../support/settled.js';

const LEASE_MS = 60_000;

let app: TestApp;
let other: Instance;
let author: Person;
let admin: Person;

beforeAll(async () => {
  app = await startTestApp('recommendations');
  other = await app.startInstance();
  author = await createInstructor(app);
  admin = await createAdmin(app);
});
beforeEach(() => leaderOf(app).start());
afterEach(() => stopLeaders());
afterAll(() => app?.stop());

const leaderOf = ({ app: on }: Instance) => on.get(FoldLeader, { strict: false });
const foldOf = ({ app: on }: Instance) => on.get(Fold, { strict: false });
const statesOf = ({ app: on }: Instance) => on.get(FoldStateRepository, { strict: false });
const rebuildOf = ({ app: on }: Instance) => on.get(RollupRebuild, { strict: false });
const differences = async () => (await rebuildOf(app).run({ check: true })).differences;

/** Nobody folds; whatever lease a spec made up is gone. */
async function stopLeaders(): Promise<void> {
  await Promise.all([leaderOf(app).stop(), leaderOf(other).stop()]);
  await statesOf(app).seize('nobody', 0);
}

const openCourses = (count: number, body: object = {}) =>
  Promise.all(Array.from({ length: count }, () => createPublished(author, body)));

async function enrol(person: Person, ...courses: readonly CourseBody[]): Promise<void> {
  for (const { id } of courses) {
    const { status, text } = await person.client.put(`/courses/${id}/enrollment`);
    if (status >= 300) throw new Error(`${status}: ${text}`);
  }
}

/** So many new learners, each enrolled in these courses in this order. */
async function enrolNew(count: number, ...courses: readonly CourseBody[]): Promise<Person[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const person = await createStudent(app);
      await enrol(person, ...courses);
      return person;
    }),
  );
}

/** The ids recommended to somebody new who takes these courses. */
async function recommendedTo(...courses: readonly CourseBody[]): Promise<string[]> {
  const [person] = await enrolNew(1, ...courses);
  return recommendedIds(person!);
}

async function recommendedIds(person: Person): Promise<string[]> {
  await untilFolded(app);
  const { body } = await person.client.get<DashboardBody>('/users/me/dashboard');
  return body.recommendations.map(({ id }) => id);
}

/** How many learners took both, by the rollup. */
async function learnersOf(a: CourseBody, b: CourseBody): Promise<number> {
  await untilFolded(app);
  return (await readCoursePairs(app.connection))[[a.id, b.id].sort().join(':')] ?? 0;
}

async function expectExact(): Promise<void> {
  await untilFolded(app);
  expect(await readCoursePairs(app.connection)).toEqual(await expectCoursePairs(app.connection));
  expect(await differences()).toEqual([]);
}

describe('recommendations', () => {
  it('begin with what learners of the same courses took, not with what everybody took', async () => {
    const [mine, kin, crowd, padding] = await openCourses(4);
    await enrolNew(3, mine!, kin!);
    await enrolNew(4, mine!, crowd!);
    await enrolNew(20, crowd!);
    const ids = await recommendedTo(mine!);
    // 3 ÷ √(8·3) = 0.61 and 4 ÷ √(8·24) = 0.29
    expect(ids.slice(0, 2)).toEqual([kin!.id, crowd!.id]);
    // The rest is popular.
    expect(ids).toContain(padding!.id);
    expect(ids).not.toContain(mine!.id);
  });

  it('are six list items of published courses, each once', async () => {
    const [mine, archived, ...kin] = await openCourses(9);
    await enrolNew(2, mine!, archived!);
    for (const course of kin) await enrolNew(1, mine!, course);
    await author.client.post(`/courses/${archived!.id}/archive`);
    const [person] = await enrolNew(1, mine!);
    await untilFolded(app);
    const { recommendations } = (await person!.client.get<DashboardBody>('/users/me/dashboard')).body;
    const ids = recommendations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(6);
    expect(kin.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    expect(recommendations[0]).toMatchObject({ status: 'published' });
    expect(recommendations[0]).not.toHaveProperty('sections');
  });

  it('never name a course that was taken, and follow no course that was dropped', async () => {
    const [mine, dropped, kin, kinOfDropped] = await openCourses(4);
    await enrolNew(3, mine!, kin!);
    await enrolNew(3, mine!, dropped!);
    await enrolNew(3, dropped!, kinOfDropped!);
    const [person] = await enrolNew(1, mine!, dropped!);
    await person!.client.delete(`/courses/${dropped!.id}/enrollment`);
    const ids = await recommendedIds(person!);
    expect(ids[0]).toBe(kin!.id);
    expect(ids).not.toContain(dropped!.id);
    const [faithful] = await enrolNew(1, dropped!);
    expect((await recommendedIds(faithful!)).slice(0, 2)).toContain(kinOfDropped!.id);
  });

  it('forget a course that is deleted', async () => {
    const [mine, doomed, kin] = await openCourses(3);
    await enrolNew(3, mine!, doomed!, kin!);
    const [person] = await enrolNew(1, mine!);
    expect(await recommendedIds(person!)).toContain(doomed!.id);
    expect((await admin.client.delete(`/courses/${doomed!.id}`)).status).toBe(204);
    const ids = await recommendedIds(person!);
    expect(ids).not.toContain(doomed!.id);
    expect(ids[0]).toBe(kin!.id);
    await expectExact();
    const courses = Types.ObjectId.createFromHexString(doomed!.id);
    expect(await app.connection.collection('rollup_course_pairs').countDocuments({ courses })).toBe(0);
  });

  it('are read off one index, without sorting', async () => {
    const [mine, also, ...kin] = await openCourses(5);
    for (const course of kin) await enrolNew(2, mine!, also!, course);
    await untilFolded(app);
    const repository = app.app.get(CoursePairRepository, { strict: false });
    const plan = JSON.stringify(await repository.explainMostFrequent([mine!.id, also!.id], 3));
    expect(plan).toContain('courses_1_learners_-1__id_1');
    expect(plan).not.toMatch(/COLLSCAN|"SORT"/);
    const found = await repository.listMostFrequent([mine!.id, also!.id], 3);
    expect(found).toHaveLength(6);
    expect(found[0]?.learners).toBe(6);
  });
});

describe('pairs of courses', () => {
  it('count a learner once, who drops, comes back and enrols again', async () => {
    const [a, b] = await openCourses(2);
    const [person] = await enrolNew(1, a!, b!);
    expect(await learnersOf(a!, b!)).toBe(1);
    await person!.client.delete(`/courses/${b!.id}/enrollment`);
    expect(await learnersOf(a!, b!)).toBe(1);
    await enrol(person!, b!, b!, a!);
    expect(await learnersOf(a!, b!)).toBe(1);
    await expectExact();
  });

  it('are of courses that were taken one soon after the other', async () => {
    const courses = await openCourses(13);
    await enrolNew(1, ...courses);
    expect(await learnersOf(courses[0]!, courses[10]!)).toBe(1);
    expect(await learnersOf(courses[0]!, courses[11]!)).toBe(0);
    expect(await learnersOf(courses[1]!, courses[11]!)).toBe(1);
    await expectExact();
  });

  it('are right for an enrolment that comes between others, as when clocks differ', async () => {
    const courses = await openCourses(12);
    const [person] = await enrolNew(1, ...courses.slice(0, 11));
    await untilFolded(app);
    const enrollments = app.connection.collection<{ _id: string; enrolled_at: Date }>('enrollments');
    // Five of the eleven were enrolled in on an instance whose clock is ahead.
    for (const [index, { id }] of courses.slice(6, 11).entries())
      await enrollments.updateOne(
        { _id: `${person!.id}:${id}` },
        { $set: { enrolled_at: new Date(Date.now() + 60_000 + index) } },
      );
    expect(await learnersOf(courses[0]!, courses[10]!)).toBe(1);
    await enrol(person!, courses[11]!);
    expect(await learnersOf(courses[0]!, courses[10]!)).toBe(0);
    expect(await learnersOf(courses[11]!, courses[10]!)).toBe(1);
    expect(await readCoursePairs(app.connection)).toEqual(await expectCoursePairs(app.connection));
    // The learner's days know nothing of the clocks that this spec moved.
    await rebuildOf(app).run();
    await expectExact();
  });

  it('are right when a learner enrols everywhere at once, on two instances', async () => {
    const courses = await openCourses(8);
    const person = await createStudent(app);
    const answers = await Promise.all(
      courses.map(({ id }, index) =>
        (index % 2 ? app : other).client.as(person).put(`/courses/${id}/enrollment`),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(8).fill(201));
    expect(await learnersOf(courses[3]!, courses[6]!)).toBe(1);
    await expectExact();
  });

  it('are right when learners enrol while another course of theirs is deleted', async () => {
    const [doomed, ...courses] = await openCourses(4);
    const learners = await enrolNew(6, doomed!, courses[0]!);
    await Promise.all([
      admin.client.delete(`/courses/${doomed!.id}`),
      ...learners.map((person) => enrol(person, courses[1]!, courses[2]!)),
    ]);
    await expectExact();
    expect(await learnersOf(courses[0]!, courses[2]!)).toBe(6);
  });

  it('are right when a course is deleted between an enrolment’s look around and its commit', async () => {
    const [first, doomed, second, course] = await openCourses(4);
    const [person] = await enrolNew(1, first!, doomed!, second!);
    // On days of their own, so that the deletion writes neither today's row nor the first and last event.
    const enrollments = app.connection.collection<{ _id: string; enrolled_at: Date }>('enrollments');
    for (const [{ id }, days] of [
      [first!, 2],
      [doomed!, 1],
    ] as const)
      await enrollments.updateOne(
        { _id: `${person!.id}:${id}` },
        { $set: { enrolled_at: new Date(Date.now() - days * 86_400_000) } },
      );
    await rebuildOf(app).run();
    const repository = app.app.get(EnrollmentRepository, { strict: false });
    const findNeighbours = repository.findNeighbours.bind(repository);
    let tellLooked = () => {};
    const looked = new Promise<void>((resolve) => (tellLooked = resolve));
    // Outside the enrolment's transaction, which would not see the events that others fold.
    const deleted = looked.then(async () => {
      expect((await admin.client.delete(`/courses/${doomed!.id}`)).status).toBe(204);
      await untilFolded(app);
    });
    const lookAround = jest.spyOn(repository, 'findNeighbours').mockImplementationOnce(async (enrollment) => {
      const found = await findNeighbours(enrollment);
      expect(found.before).toContain(doomed!.id);
      tellLooked();
      await deleted;
      return found;
    });
    await enrol(person!, course!);
    expect(lookAround).toHaveBeenCalledTimes(2);
    lookAround.mockRestore();
    await expectExact();
    expect(await learnersOf(course!, second!)).toBe(1);
  });

  it('count once when two fold the same batch at the same time', async () => {
    const [a, b] = await openCourses(2);
    await untilFolded(app);
    await stopLeaders();
    await enrolNew(4, a!, b!);
    const lease = { owner: 'the same owner on both', leaseMs: LEASE_MS };
    await statesOf(app).seize(lease.owner, LEASE_MS);
    const now = new Date();
    const outcomes = await Promise.allSettled(
      [app, other, app, other].map((instance) => foldOf(instance).foldBatch(lease, now)),
    );
    const faults = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(faults.every((fault) => fault instanceof RevisionLostError)).toBe(true);
    expect(await learnersOf(a!, b!)).toBe(4);
    await expectExact();
  });

  it('count once when the leader dies between a commit and its fold', async () => {
    const [a, b] = await openCourses(2);
    await untilFolded(app);
    await stopLeaders();
    // As a process that was killed leaves it: events pending, a lease that nobody gives back.
    await statesOf(app).seize('a leader that was killed', 400);
    await enrolNew(3, a!, b!);
    leaderOf(other).start();
    await untilFolded(other);
    expect(await learnersOf(a!, b!)).toBe(3);
    await expectExact();
  });

  it('are put right in portions, while events are still to be folded', async () => {
    const [a, b, c, d] = await openCourses(4);
    await enrolNew(2, a!, b!, c!, d!);
    await untilFolded(app);
    await stopLeaders();
    await enrolNew(1, a!, b!, c!);
    const pairs = app.connection.collection<{ _id: string }>('rollup_course_pairs');
    const before = await readFoldState(app);
    const held = Object.keys(await readCoursePairs(app.connection));
    await pairs.deleteMany({});
    const lease = { owner: 'by hand', leaseMs: LEASE_MS };
    await statesOf(app).seize(lease.owner, LEASE_MS);
    const rebuild = app.app.get(CoursePairRebuild, { strict: false });
    // What an empty rollup lacks, the three pairs of the events that are pending excepted.
    expect((await rebuild.rebuild(lease, 2)).size).toBe(held.length);
    expect(await differences()).toEqual([]);
    expect(await readFoldState(app)).toMatchObject({ position: before.position, seq: before.seq });
    await statesOf(app).release(lease.owner);
    leaderOf(other).start();
    await expectExact();
    expect(await learnersOf(a!, c!)).toBe(3);
  });

  it('are not put right by somebody whose lease was taken', async () => {
    await stopLeaders();
    await app.connection.collection('rollup_course_pairs').deleteMany({});
    const mine = { owner: 'mine', leaseMs: LEASE_MS };
    await statesOf(app).seize('another', LEASE_MS);
    const rebuild = app.app.get(CoursePairRebuild, { strict: false });
    await expect(rebuild.rebuild(mine, 2)).rejects.toThrow(RevisionLostError);
    expect(await readCoursePairs(app.connection)).toEqual({});
    await rebuildOf(app).run();
    await expectExact();
  });

  it('are found wrong by a check, and put right by a rebuild', async () => {
    const [a, b, c] = await openCourses(3);
    await enrolNew(2, a!, b!, c!);
    await untilFolded(app);
    const pairs = app.connection.collection<{ _id: string }>('rollup_course_pairs');
    const [planted, lost] = [
      [a!, b!],
      [b!, c!],
    ].map((both) =>
      both
        .map(({ id }) => id)
        .sort()
        .join(':'),
    );
    await pairs.updateOne({ _id: planted! }, { $inc: { learners: 5 } });
    await pairs.deleteOne({ _id: lost! });
    const rollup = 'rollup_course_pairs';
    expect((await differences()).toSorted((x, y) => (x.missing ?? 0) - (y.missing ?? 0))).toEqual([
      { rollup, id: planted, figure: 'learners', missing: -5 },
      { rollup, id: lost, figure: 'learners', missing: 2 },
    ]);
    await rebuildOf(other).run();
    await expectExact();
    expect(await pairs.findOne({ _id: lost! })).toMatchObject({
      courses: [expect.anything(), expect.anything()],
    });
  });
});
