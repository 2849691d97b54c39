import { FoldLeader } from '../../src/analytics/fold/fold-leader.service.js';
import { FoldStateRepository } from '../../src/analytics/fold/fold-state.repository.js';
import { Fold } from '../../src/analytics/fold/fold.service.js';
import { CoursePairRebuild } from '../../src/analytics/rebuild/course-pair-rebuild.service.js';
import { RollupRebuild } from '../../src/analytics/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { Learning } from '../support/learning.js';
import { createInstructor, createStudent, type Person } from '../support/people.js';
import { readFoldState, untilFolded } from '../support/settled.js';

const lease = { owner: 'by hand', leaseMs: 60_000 };

let app: TestApp;
let author: Person;
let course: BuiltCourse;
let learning: Learning;

beforeAll(async () => {
  app = await startTestApp('rebuilding');
  author = await createInstructor(app);
});
beforeEach(async () => {
  await goOn();
  course = await createOpenCourse(author, [['a', 'b']]);
  learning = await Learning.begin(await createStudent(app), course);
  await learning.complete(0);
  await untilFolded(app);
});
afterAll(() => app?.stop());

const find = { strict: false };
const leader = () => app.app.get(FoldLeader, find);
const states = () => app.app.get(FoldStateRepository, find);
const rebuild = () => app.app.get(RollupRebuild, find);
const differences = async () => (await rebuild().run({ check: true })).differences;
const countPending = () => app.connection.collection('outbox').countDocuments({ pending: true });
const deleteCourse = ({ id }: BuiltCourse) => author.client.delete(`/courses/${id}`);
const deleteLesson = (index: number) =>
  author.client.delete(`/courses/${course.id}/lessons/${course.lessons[index]}`);

/** Nobody folds but the spec, by hand. */
async function foldByHand(): Promise<void> {
  await leader().stop();
  await states().seize(lease.owner, lease.leaseMs);
}

async function goOn(): Promise<void> {
  await states().release(lease.owner);
  leader().start();
  await untilFolded(app);
}

describe('a course that is deleted while many events are pending', () => {
  it('waits until they are few, and all count once', async () => {
    const doomed = await createOpenCourse(author, [['x']]);
    await Learning.begin(learning.person, doomed);
    await untilFolded(app);
    await foldByHand();
    await deleteCourse(doomed);
    for (const seconds of [10, 20, 30]) await learning.watch(0, seconds);
    const { position } = await readFoldState(app);
    const fold = app.app.get(Fold, find);
    const around = await fold.foldBatch(lease, new Date(), 3);
    expect(around).toMatchObject({ folded: 3, caughtUp: false });
    expect(await countPending()).toBe(1);
    expect((await readFoldState(app)).position).toBe(position);
    expect(await fold.foldBatch(lease, new Date(), 3)).toMatchObject({ folded: 1, caughtUp: true });
    expect((await readFoldState(app)).position).toBeGreaterThan(position);
    await goOn();
    expect(await differences()).toEqual([]);
  });

  it('is not begun with by a rebuild of pairs, which would add what it does not see twice', async () => {
    await foldByHand();
    for (const seconds of [10, 20]) await learning.watch(0, seconds);
    const pairs = app.app.get(CoursePairRebuild, find);
    await expect(pairs.rebuild(lease, 1, 1)).rejects.toThrow('too many events are pending');
    await goOn();
  });
});

describe('a change of outline', () => {
  const expectCompleted = async () => {
    await goOn();
    expect(await learning.progress()).toMatchObject({ status: 'completed', progress_percent: 100 });
    expect(await differences()).toEqual([]);
  };

  it('is followed when a course is deleted beside it', async () => {
    const doomed = await createOpenCourse(author, [['x']]);
    await foldByHand();
    await deleteLesson(1);
    await deleteCourse(doomed);
    await expectCompleted();
  });

  it('is followed when rollups are rebuilt beside it', async () => {
    await foldByHand();
    await deleteLesson(1);
    await rebuild().run();
    await expectCompleted();
  });
});
