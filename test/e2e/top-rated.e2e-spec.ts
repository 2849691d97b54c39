import { RatingScores } from '../../src/analytics/rollups/rating-scores.service.js';
import type { CourseBody, CourseItemBody } from '../../src/courses/index.js';
import type { Page } from '../../src/common/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createPublished } from '../support/courses.js';
import { eventually } from '../support/eventually.js';
import { expectTopRated } from '../support/expected-figures.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';
import { Random } from '../support/random.js';
import { untilFolded } from '../support/settled.js';

const RATERS = 8;

let app: TestApp;
let author: Person;
let admin: Person;
let raters: Person[];

beforeAll(async () => {
  // A cached list may be older than its ratings; its order is what is looked at here.
  app = await startTestApp('top_rated', { CACHE: 'off' });
  author = await createInstructor(app);
  admin = await createAdmin(app);
  raters = await Promise.all(Array.from({ length: RATERS }, () => createStudent(app)));
});
beforeEach(async () => {
  for (const name of ['courses', 'reviews']) await app.connection.collection(name).deleteMany({});
  await app.connection.collection('rollup_platform').deleteMany({});
});
afterAll(() => app?.stop());

/** A published course with these ratings, each by somebody else. */
async function createRated(...ratings: readonly number[]): Promise<CourseBody> {
  const course = await createPublished(author);
  for (const [index, rating] of ratings.entries()) await rate(raters[index]!, course, rating);
  return course;
}

async function rate(person: Person, { id }: CourseBody, rating: number): Promise<void> {
  await person.client.put(`/courses/${id}/enrollment`);
  const { status, text } = await person.client.put(`/courses/${id}/reviews/me`, { rating });
  if (status !== 200) throw new Error(`${status}: ${text}`);
}

const unrate = (person: Person, { id }: CourseBody) => person.client.delete(`/courses/${id}/reviews/me`);

async function listTopRated(pageSize = 100): Promise<string[]> {
  const ids: string[] = [];
  for (let page = 1; ; page += 1) {
    const query = `sort_by=top_rated&page=${page}&page_size=${pageSize}`;
    const { body } = await app.client.get<Page<CourseItemBody>>(`/courses?${query}`);
    ids.push(...body.items.map(({ id }) => id));
    if (page >= body.total_pages) return ids;
  }
}

/** Waits until the order is that of the raw reviews: scores follow the platform's mean in their own time. */
async function expectOrder(): Promise<string[]> {
  await untilFolded(app);
  const expected = await expectTopRated(app.connection);
  const text = JSON.stringify(expected);
  // Where they never do, the comparison below says what differs.
  await eventually('scores follow', async () => JSON.stringify(await listTopRated()) === text).catch(
    () => undefined,
  );
  const found = await listTopRated();
  expect(found).toEqual(expected);
  return found;
}

describe('the order by rating', () => {
  it('is by the Bayesian mean: many good ratings before one perfect, none in between', async () => {
    const perfect = await createRated(5);
    const bad = await createRated(1, 2, 1, 1);
    const good = await createRated(5, 5, 4, 5, 5, 5, 4);
    const unrated = await createRated();
    expect(await expectOrder()).toEqual([good, perfect, unrated, bad].map(({ id }) => id));
  });

  it('is the newest first where nobody rated anything', async () => {
    const courses = [await createRated(), await createRated(), await createRated()];
    expect(await expectOrder()).toEqual(courses.map(({ id }) => id).toReversed());
  });

  it('is the newest first among equals, rated or not, on whatever pages', async () => {
    await createRated(4, 4);
    await createRated();
    await createRated(4, 4);
    await createRated(2);
    await createRated();
    // The mean of the others is 18 ÷ 5, and so is its own: as good as unrated, by another sum.
    await createRated(4, 4, 4, 4, 2);
    const order = await expectOrder();
    expect(await listTopRated(2)).toEqual(order);
  });

  it('follows ratings that are changed and deleted', async () => {
    const [a, b] = [await createRated(5, 5, 5), await createRated(3, 3, 3)];
    const unrated = await createRated();
    expect(await expectOrder()).toEqual([a, unrated, b].map(({ id }) => id));
    for (const person of raters.slice(0, 3)) await rate(person, a, 1);
    expect(await expectOrder()).toEqual([b, unrated, a].map(({ id }) => id));
    for (const person of raters.slice(0, 3)) await unrate(person, a);
    await expectOrder();
    for (const person of raters.slice(0, 3)) await unrate(person, b);
    expect(await expectOrder()).toEqual([unrated, b, a].map(({ id }) => id));
  });

  it('counts ratings of archived courses for the mean, and those of deleted ones no more', async () => {
    const archived = await createRated(1, 1, 1, 1);
    const rated = await createRated(3, 3);
    const unrated = await createRated();
    await author.client.post(`/courses/${archived.id}/archive`);
    // The mean is (4·1 + 2·3) ÷ 6 = 1.67: three stars are much.
    expect(await expectOrder()).toEqual([rated, unrated].map(({ id }) => id));
    const best = await createRated(5, 5, 5, 5, 5);
    expect((await admin.client.delete(`/courses/${archived.id}`)).status).toBe(204);
    // Without it, (2·3 + 5·5) ÷ 7 = 4.43: they are little.
    expect(await expectOrder()).toEqual([best, unrated, rated].map(({ id }) => id));
  });

  it.each([1, 2])(
    'is that of the raw reviews whatever people do (seed %i)',
    async (seed) => {
      const random = new Random(seed);
      const courses = await Promise.all(Array.from({ length: 9 }, () => createPublished(author)));
      for (let round = 0; round < 3; round += 1) {
        for (let step = 0; step < 25; step += 1) {
          const [person, course] = [random.pick(raters), random.pick(courses.slice(0, 7))];
          if (random.below(4) === 0) await unrate(person, course);
          else await rate(person, course, 1 + random.below(5));
        }
        await expectOrder();
      }
    },
    60_000,
  );

  it('is made in transactions that a small MongoDB can hold, however many courses there are', async () => {
    const courses = app.connection.collection('courses');
    const first = await createRated(5);
    await expectOrder();
    const { _id, ...course } = (await courses.findOne({ title: first.title }))!;
    const unscored = {
      ...course,
      stats: { ...course['stats'], rating_sum: 0, rating_count: 0, rating_score: -1 },
    };
    await courses.insertMany(
      Array.from({ length: 2_001 }, (_, index) => ({ ...unscored, slug: `many-${index}` })),
    );
    await app.app.get(RatingScores, { strict: false }).rescore();
    expect(await courses.countDocuments({ 'stats.rating_score': 5 })).toBe(2_002);
    const log = app.connection.getClient().db('local').collection('oplog.rs');
    const writes = await log
      .find({ 'o.applyOps.ns': `${app.connection.name}.courses`, 'o.applyOps.op': 'u' })
      .map(({ o }) => o.applyOps.length as number)
      .toArray();
    expect(writes.filter((changed) => changed > 1_000)).toEqual([]);
    expect(writes.length).toBeGreaterThan(2);
  });
});
