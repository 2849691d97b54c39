import { jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { FoldLeader } from '../../src/analytics/fold/fold-leader.service.js';
import { FoldStateRepository, RevisionLostError } from '../../src/analytics/rollups/fold-state.repository.js';
import { BATCH_SIZE, Fold } from '../../src/analytics/fold/fold.service.js';
import { RatingScores } from '../../src/analytics/rollups/rating-scores.service.js';
import { RollupRebuild } from '../../src/analytics/index.js';
import type { CourseAnalyticsBody } from '../../src/analytics/dto/analytics.dto.js';
import type { PlatformRollup } from '../../src/analytics/rollups/rollup.schema.js';
import { ConsistencyTokens } from '../../src/cache/coherence/consistency-token.js';
import { CONSISTENCY_HEADER } from '../../src/cache/http/consistency.service.js';
import { OUTBOX, type OutboxEvent } from '../../src/outbox/index.js';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { Learning, outboxOf } from '../support/learning.js';
import { createInstructor, createStudent, type Person } from '../support/people.js';
import { readFoldState, until, untilFolded } from '../support/settled.js';

const LEASE_MS = 60_000;

let app: TestApp;
let other: Instance;
let author: Person;
let course: BuiltCourse;
let learners: Person[];
let platformBefore: PlatformRollup | null;

beforeAll(async () => {
  app = await startTestApp('fold');
  other = await app.startInstance();
  author = await createInstructor(app);
});
beforeEach(async () => {
  leaderOf(app).start();
  course = await createOpenCourse(author, [['a', 'b']]);
  learners = await Promise.all([1, 2, 3, 4, 5, 6].map(() => createStudent(app)));
  await untilFolded(app);
  platformBefore = await readPlatform(app);
});
afterEach(() => stopLeaders());
afterAll(() => app?.stop());

/** Nobody folds; whatever lease a spec made up is gone. */
async function stopLeaders(): Promise<void> {
  await Promise.all([leaderOf(app).stop(), leaderOf(other).stop()]);
  await statesOf(app).seize('nobody', 0);
}

/** What was added to the platform's totals since the spec began. */
async function added() {
  const now = await readPlatform(app);
  return {
    enrollments: (now?.enrollments.total ?? 0) - (platformBefore?.enrollments.total ?? 0),
    lessons: (now?.lessons_completed ?? 0) - (platformBefore?.lessons_completed ?? 0),
    seconds: (now?.seconds ?? 0) - (platformBefore?.seconds ?? 0),
  };
}

const leaderOf = ({ app: on }: Instance) => on.get(FoldLeader, { strict: false });
const foldOf = ({ app: on }: Instance) => on.get(Fold, { strict: false });
const statesOf = ({ app: on }: Instance) => on.get(FoldStateRepository, { strict: false });
const differencesOn = async ({ app: on }: Instance) =>
  (await on.get(RollupRebuild, { strict: false }).run({ check: true })).differences;

const readPlatform = async ({ connection }: Instance) =>
  connection.collection<PlatformRollup>('rollup_platform').findOne({ _id: 'platform' });
const countPending = ({ connection }: Instance) =>
  connection.model<OutboxEvent>(OUTBOX).countDocuments({ pending: true });

/** So many learners, each enrolled and with one lesson done: two events each. */
async function learn(count: number): Promise<Learning[]> {
  return Promise.all(
    learners.slice(0, count).map(async (person) => {
      const learning = await Learning.begin(person, course);
      await learning.complete(0);
      return learning;
    }),
  );
}

describe('the fold', () => {
  it('marks what it folds', async () => {
    const [learning] = await learn(1);
    await untilFolded(app);
    const events = await outboxOf(app, learning!);
    expect(events).toHaveLength(2);
    expect(events.every(({ folded_at, pending }) => folded_at instanceof Date && !pending)).toBe(true);
  });

  it('moves on while nothing happens', async () => {
    const { position } = await readFoldState(app);
    await until('the position moved', async () => (await readFoldState(app)).position > position);
    expect((await readFoldState(app)).position).toBeGreaterThan(position);
  });

  it('follows a commit at once, woken by it', async () => {
    const [learning] = await learn(1);
    await untilFolded(app);
    const began = performance.now();
    await learning!.complete(1);
    await untilFolded(app);
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('counts each event once when two fold the same batch at the same time', async () => {
    await stopLeaders();
    await learn(6);
    const owner = 'the same owner on both';
    await statesOf(app).seize(owner, LEASE_MS);
    const lease = { owner, leaseMs: LEASE_MS };
    const now = new Date();
    const outcomes = await Promise.allSettled([
      foldOf(app).foldBatch(lease, now),
      foldOf(other).foldBatch(lease, now),
      foldOf(app).foldBatch(lease, now),
      foldOf(other).foldBatch(lease, now),
    ]);
    const folded = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.folded : 0));
    expect(folded.reduce((sum, count) => sum + count, 0)).toBe(12);
    const faults = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(faults.every((fault) => fault instanceof RevisionLostError)).toBe(true);
    expect(await added()).toEqual({ enrollments: 6, lessons: 6, seconds: 0 });
    expect(await differencesOn(app)).toEqual([]);
  });

  it('writes nothing for somebody whose lease was taken', async () => {
    await stopLeaders();
    await learn(1);
    const mine = { owner: 'mine', leaseMs: LEASE_MS };
    expect(await statesOf(app).acquire(mine.owner, mine.leaseMs)).toBe(true);
    expect(await statesOf(app).acquire('another', LEASE_MS)).toBe(false);
    await statesOf(app).seize('another', LEASE_MS);
    await expect(foldOf(app).foldBatch(mine, new Date())).rejects.toThrow(RevisionLostError);
    expect(await countPending(app)).toBe(2);
  });

  it('loses nothing when its instance dies between a commit and its fold', async () => {
    await stopLeaders();
    // As a process that was killed leaves it: events pending, a lease that nobody gives back.
    await statesOf(app).seize('a leader that was killed', 400);
    await learn(3);
    expect(await countPending(app)).toBe(6);
    leaderOf(other).start();
    await untilFolded(other);
    expect(await added()).toEqual({ enrollments: 3, lessons: 3, seconds: 0 });
    expect(await differencesOn(other)).toEqual([]);
  });

  it('waits for a living leader', async () => {
    await stopLeaders();
    await statesOf(app).seize('a leader that lives', LEASE_MS);
    leaderOf(other).start();
    const { revision } = await readFoldState(app);
    await learn(1);
    expect(await statesOf(other).acquire('the other', LEASE_MS)).toBe(false);
    expect(await readFoldState(app)).toMatchObject({ revision, leader: 'a leader that lives' });
    expect(await countPending(app)).toBe(2);
  });

  it('is asked for its lease twice a second by who stands by, whatever is written there', async () => {
    await stopLeaders();
    await statesOf(app).seize('a leader that lives', LEASE_MS);
    leaderOf(app).start();
    await learn(1);
    const tries = jest.spyOn(statesOf(app), 'acquire');
    await sleep(1_500);
    const count = tries.mock.calls.length;
    tries.mockRestore();
    expect([1, 2, 3, 4]).toContain(count);
  });

  it('gives the lease back when its instance stops, so that the next takes over at once', async () => {
    leaderOf(other).start();
    await leaderOf(app).stop();
    await learn(2);
    await untilFolded(other);
    await leaderOf(other).stop();
    expect((await readFoldState(app)).leader).toBeNull();
  });

  it('keeps its position where it is until all that was pending is folded', async () => {
    await stopLeaders();
    const lease = { owner: 'by hand', leaseMs: LEASE_MS };
    await statesOf(app).seize(lease.owner, LEASE_MS);
    const [learning] = await learn(1);
    const [model] = await outboxOf(app, learning!);
    const { _id, ...event } = { ...model!, effects: { date: '2001-01-01', day: { seconds: 1 } } };
    await app.connection
      .collection('outbox')
      .insertMany(Array.from({ length: BATCH_SIZE }, () => ({ ...event })));
    const { position } = await readFoldState(app);
    const first = await foldOf(app).foldBatch(lease, new Date());
    expect(first).toMatchObject({ folded: BATCH_SIZE, caughtUp: false });
    expect((await readFoldState(app)).position).toBe(position);
    const second = await foldOf(app).foldBatch(lease, new Date());
    expect(second).toMatchObject({ folded: 2, caughtUp: true });
    expect((await readFoldState(app)).position).toBeGreaterThan(position);
    expect(await added()).toEqual({ enrollments: 1, lessons: 1, seconds: BATCH_SIZE });
    await app.connection.collection('outbox').deleteMany({ 'effects.date': '2001-01-01' });
    await app.app.get(RollupRebuild, { strict: false }).run();
  });
});

describe('what is read while the fold is behind', () => {
  it('says that its reader has seen what it shows, and not only what it is complete for', async () => {
    await stopLeaders();
    const [learning] = await learn(1);
    const path = `/analytics/courses/${course.id}`;
    const tokens = app.app.get(ConsistencyTokens, { strict: false });
    const first = await author.client.get<CourseAnalyticsBody>(path);
    const second = await author.client.get<CourseAnalyticsBody>(path);
    const { position } = await readFoldState(app);
    expect(first.headers.get('cache-status')).toContain('fwd=miss');
    expect(second.headers.get('cache-status')).toContain('hit');
    for (const { body, headers } of [first, second]) {
      expect(body.funnel[0]).toMatchObject({ completed: 1 });
      expect(headers.get('cache-status')).toContain('stale');
      expect(tokens.read(headers.get(CONSISTENCY_HEADER))).toBeGreaterThan(position);
    }
    const seen = { [CONSISTENCY_HEADER]: second.headers.get(CONSISTENCY_HEADER) ?? '' };
    expect((await author.client.get(path, seen)).status).toBe(503);
    await learning!.complete(1);
    leaderOf(app).start();
    await untilFolded(app);
    const later = await author.client.get<CourseAnalyticsBody>(path, seen);
    expect(later.body.funnel.map(({ completed }) => completed)).toEqual([1, 1]);
  });
});

describe('what follows a change of outline', () => {
  it('reaches a learner whose write had read the outline before it changed', async () => {
    await stopLeaders();
    const [learning] = await learn(1);
    await author.client.delete(`/courses/${course.id}/lessons/${course.lessons[1]}`);
    // As if the change had been followed before the learner's transaction committed.
    const followed = await app.connection
      .collection('outbox')
      .deleteMany({ pending: true, type: 'outline_changed' });
    expect(followed.deletedCount).toBe(1);
    leaderOf(app).start();
    await untilFolded(app);
    expect(await learning!.progress()).toMatchObject({ status: 'completed', progress_percent: 100 });
    expect(await differencesOn(app)).toEqual([]);
  });
});

describe('rating scores', () => {
  it('are the Bayesian mean, of courses that nobody rated too', async () => {
    for (const [index, rating] of [5, 4].entries()) {
      const { person } = await Learning.begin(learners[index]!, course);
      await person.client.put(`/courses/${course.id}/reviews/me`, { rating });
    }
    await untilFolded(app);
    await app.app.get(RatingScores, { strict: false }).rescore();
    const courses = app.connection.collection('courses');
    const scoreOf = async (filter: object) => (await courses.findOne(filter))?.['stats'].rating_score;
    expect(await scoreOf({ 'stats.rating_count': 2 })).toBe((10 * 4.5 + 9) / 12);
    expect(await scoreOf({ 'stats.rating_count': 0 })).toBe(4.5);
  });

  it('follow a rating by themselves', async () => {
    const [person] = learners;
    await Learning.begin(person!, course);
    await person!.client.put(`/courses/${course.id}/reviews/me`, { rating: 1 });
    const meanOfUnrated = async () =>
      (await app.connection.collection('courses').findOne({ 'stats.rating_count': 0 }))?.['stats']
        .rating_score;
    const MEAN = 3.333333;
    await until(
      'courses without ratings have the mean of 5, 4 and 1',
      async () => (await meanOfUnrated()) === MEAN,
    );
    expect(await meanOfUnrated()).toBe(MEAN);
  });
});
