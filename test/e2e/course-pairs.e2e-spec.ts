import { jest } from '@jest/globals';
import { FoldLeader } from '../../src/analytics/fold/fold-leader.service.js';
import { FoldStateRepository, RevisionLostError } from '../../src/analytics/rollups/fold-state.repository.js';
import { Fold } from '../../src/analytics/fold/fold.service.js';
import { CoursePairRebuild } from '../../src/analytics/rebuild/course-pair-rebuild.service.js';
import { RollupRebuild } from '../../src/analytics/index.js';
import type { CourseBody } from '../../src/courses/index.js';
import { Attendances } from '../../src/enrollments/attendances.service.js';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { enrol, enrolNew, openCourses } from '../support/enrolling.js';
import { expectCoursePairs, readCoursePairs } from '../support/expected-figures.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';
import { readFoldState, untilFolded } from '../support/settled.js';

const LEASE_MS = 60_000;

let app: TestApp;
let other: Instance;
let author: Person;
let admin: Person;

beforeAll(async () => {
  app = await startTestApp('course_pairs');
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

describe('pairs of courses', () => {
  it('count a learner once, who drops, comes back and enrols again', async () => {
    const [a, b] = await openCourses(author, 2);
    const [person] = await enrolNew(app, 1, a!, b!);
    expect(await learnersOf(a!, b!)).toBe(1);
    await person!.client.delete(`/courses/${b!.id}/enrollment`);
    expect(await learnersOf(a!, b!)).toBe(1);
    await enrol(person!, b!, b!, a!);
    expect(await learnersOf(a!, b!)).toBe(1);
    await expectExact();
  });

  it('are of courses that were taken one soon after the other', async () => {
    const courses = await openCourses(author, 13);
    await enrolNew(app, 1, ...courses);
    expect(await learnersOf(courses[0]!, courses[10]!)).toBe(1);
    expect(await learnersOf(courses[0]!, courses[11]!)).toBe(0);
    expect(await learnersOf(courses[1]!, courses[11]!)).toBe(1);
    await expectExact();
  });

  it('are right for an enrolment that comes between others, as when clocks differ', async () => {
    const courses = await openCourses(author, 12);
    const [person] = await enrolNew(app, 1, ...courses.slice(0, 11));
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
    const courses = await openCourses(author, 8);
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
    const [doomed, ...courses] = await openCourses(author, 4);
    const learners = await enrolNew(app, 6, doomed!, courses[0]!);
    await Promise.all([
      admin.client.delete(`/courses/${doomed!.id}`),
      ...learners.map((person) => enrol(person, courses[1]!, courses[2]!)),
    ]);
    await expectExact();
    expect(await learnersOf(courses[0]!, courses[2]!)).toBe(6);
  });

  it('are right when a course is deleted between an enrolment’s look around and its commit', async () => {
    const [first, doomed, second, course] = await openCourses(author, 4);
    const [person] = await enrolNew(app, 1, first!, doomed!, second!);
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
    const attendances = app.app.get(Attendances, { strict: false });
    const find = attendances.find.bind(attendances);
    let tellLooked = () => {};
    const looked = new Promise<void>((resolve) => (tellLooked = resolve));
    // Outside the enrolment's transaction, which would not see the events that others fold.
    const deleted = looked.then(async () => {
      expect((await admin.client.delete(`/courses/${doomed!.id}`)).status).toBe(204);
      await untilFolded(app);
    });
    const lookAround = jest.spyOn(attendances, 'find').mockImplementationOnce(async (...asked) => {
      const found = await find(...asked);
      expect(JSON.stringify(found.along)).toContain(doomed!.id);
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
    const [a, b] = await openCourses(author, 2);
    await untilFolded(app);
    await stopLeaders();
    await enrolNew(app, 4, a!, b!);
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
    const [a, b] = await openCourses(author, 2);
    await untilFolded(app);
    await stopLeaders();
    // As a process that was killed leaves it: events pending, a lease that nobody gives back.
    await statesOf(app).seize('a leader that was killed', 400);
    await enrolNew(app, 3, a!, b!);
    leaderOf(other).start();
    await untilFolded(other);
    expect(await learnersOf(a!, b!)).toBe(3);
    await expectExact();
  });

  it('are put right in portions, while events are still to be folded', async () => {
    const [a, b, c, d] = await openCourses(author, 4);
    await enrolNew(app, 2, a!, b!, c!, d!);
    await untilFolded(app);
    await stopLeaders();
    await enrolNew(app, 1, a!, b!, c!);
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
    expect((await readFoldState(app)).position).toBe(before.position);
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
    const [a, b, c] = await openCourses(author, 3);
    await enrolNew(app, 2, a!, b!, c!);
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
