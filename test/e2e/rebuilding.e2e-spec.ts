import type { PlatformOverviewBody } from '../../src/analytics/index.js';
import { rebuildOn } from '../../src/analytics/cli/rebuild-on.js';
import { FoldLeader } from '../../src/analytics/fold/fold-leader.service.js';
import { FoldStateRepository } from '../../src/analytics/rollups/fold-state.repository.js';
import { Fold } from '../../src/analytics/fold/fold.service.js';
import { CoursePairRebuild } from '../../src/analytics/rebuild/course-pair-rebuild.service.js';
import { RollupRebuild } from '../../src/analytics/index.js';
import { CONSISTENCY_HEADER } from '../../src/cache/http/consistency.service.js';
import { CacheAdminService } from '../../src/cache/index.js';
import { CourseRemoval } from '../../src/courses/index.js';
import type { DashboardBody } from '../../src/progress/index.js';
import { parseConfig } from '../../config/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { Learning } from '../support/learning.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';
import type { TestResponse } from '../support/test-client.js';
import { readFoldState, until, untilFolded, untilRollupsReachNow } from '../support/settled.js';

const lease = { owner: 'by hand', leaseMs: 60_000 };

let app: TestApp;
let admin: Person;
let author: Person;
let course: BuiltCourse;
let learning: Learning;

beforeAll(async () => {
  app = await startTestApp('rebuilding');
  admin = await createAdmin(app);
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
const deleteCourse = ({ id }: BuiltCourse) => admin.client.delete(`/courses/${id}`);
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

describe('what is served from the cache', () => {
  const isHit = ({ headers }: TestResponse<unknown>) =>
    /hit(?!.*stale)/.test(headers.get('cache-status') ?? '');
  const readOverview = (seen?: Record<string, string>) =>
    admin.client.get<PlatformOverviewBody>('/analytics/platform/overview', seen);
  const readDashboard = () => learning.person.client.get<DashboardBody>('/users/me/dashboard');
  /** Of somebody who has seen everything written so far: nothing is served softly. */
  const seeAll = async () => ({
    [CONSISTENCY_HEADER]: (await admin.client.get('/auth/me')).headers.get(CONSISTENCY_HEADER) ?? '',
  });
  const doneIn = ({ last_7_days }: DashboardBody) =>
    last_7_days.reduce((sum, { completions }) => sum + completions, 0);

  /** Everything of a namespace is made anew, of what is there now. */
  async function untilKept<T>(namespace: string, read: () => Promise<TestResponse<T>>): Promise<T> {
    await app.app.get(CacheAdminService, find).dropNamespace(namespace);
    await untilRollupsReachNow(app);
    return until('it is kept', async () => {
      const answer = await read();
      return isHit(answer) && answer.body;
    });
  }

  it('is right again after a rebuild beside the server', async () => {
    const right = (await untilKept('analytics', readOverview)).lessons_completed;
    await app.connection.collection('rollup_platform').updateOne({}, { $inc: { lessons_completed: 1_000 } });
    await app.connection.collection('daily_activity').updateMany({}, { $set: { events: [] } });
    expect((await untilKept('analytics', readOverview)).lessons_completed).toBe(right + 1_000);
    expect(doneIn(await untilKept('dashboard', readDashboard))).toBe(0);
    await rebuildOn(parseConfig({ ...app.env }), {});
    const seen = await seeAll();
    await until('both are right', async () => {
      const [overview, dashboard] = await Promise.all([readOverview(seen), readDashboard()]);
      return overview.body.lessons_completed === right && doneIn(dashboard.body) === 1;
    });
  });

  it('is without a course that was being deleted when it was made', async () => {
    const doomed = await createOpenCourse(author, [['x']]);
    await Learning.begin(learning.person, doomed);
    await untilFolded(app);
    const { total } = (await untilKept('analytics', readOverview)).enrollments;
    const removal = app.app.get(CourseRemoval, find);
    let resume = () => {};
    const paused = new Promise<void>((begun) => {
      const resumed = new Promise<void>((resolve) => (resume = resolve));
      // The last step: enrolments are gone, and the outbox has not been told yet.
      removal.register('a pause', async (session) => {
        begun();
        await resumed;
        await app.connection.collection('reviews').findOne({}, { session });
        return 0;
      });
    });
    const deleted = deleteCourse(doomed);
    await paused;
    expect((await untilKept('analytics', readOverview)).enrollments.total).toBe(total);
    resume();
    expect((await deleted).status).toBe(204);
    const seen = await seeAll();
    await until('it is without', async () => {
      return (await readOverview(seen)).body.enrollments?.total === total - 1;
    });
  });
});
