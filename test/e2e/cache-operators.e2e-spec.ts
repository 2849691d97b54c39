import { Redis } from 'ioredis';
import { CacheEngine } from '../../src/cache/index.js';
import { CATALOGUE } from '../../src/catalogue/index.js';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { createPublished } from '../support/courses.js';
import { eventually } from '../support/eventually.js';
import { createAdmin, createInstructor, type Person } from '../support/people.js';
import { isStored } from '../support/redis-entries.js';
import { untilRollupsReachNow } from '../support/settled.js';

describe('what operators drop', () => {
  let app: TestApp;
  let redis: Redis;
  let admin: Person;

  beforeAll(async () => {
    app = await startTestApp('cache-operators');
    redis = new Redis(app.redis.uri);
    admin = await createAdmin(app);
  });
  afterAll(async () => {
    redis?.disconnect();
    await app?.stop();
  });

  it('is nothing that is no entry, whosever it is', async () => {
    const key = 'otherapp:invoice:1';
    await redis.set(key, 'x');
    const { status, text } = await admin.client.delete(`/cache/entries/${key}`);
    expect([status, await redis.get(key)]).toEqual([404, 'x']);
    expect(text).toContain(key);
  });

  it('is not said to be in neither tier while Redis cannot be asked', async () => {
    const look = () => admin.client.get('/cache/entries/course:0123456789abcdef01234567');
    expect((await look()).text).toContain('Neither tier holds');
    app.redis.signal('SIGSTOP');
    try {
      expect(await look()).toMatchObject({
        status: 404,
        text: expect.stringContaining('Redis is not in use'),
      });
    } finally {
      app.redis.signal('SIGCONT');
    }
    const { remote } = app.app.get(CacheEngine, { strict: false });
    await eventually('Redis is in use again', async () => remote.available);
  });

  it('is, of a course, itself, its analytics, every list and search, from both tiers on every instance', async () => {
    const other = await app.startInstance();
    const both = [app, other];
    const author = await createInstructor(app);
    const { id: courseId } = await createPublished(author, { title: 'Difference engine' });
    const [course, analytics] = [
      CATALOGUE.course.key({ courseId }),
      CATALOGUE.courseAnalytics.key({ courseId }),
    ];
    const memoryOf = ({ app: instance }: Instance) => instance.get(CacheEngine, { strict: false }).memory;
    /** Keys of what is to be dropped, and the time as of which this instance holds each. */
    const heldBy = (instance: Instance): Map<string, number> =>
      new Map(
        [...memoryOf(instance).values()]
          .filter(
            ({ key }) =>
              [course, analytics].includes(key) ||
              key.startsWith(CATALOGUE.courseList.prefix) ||
              key.startsWith(CATALOGUE.search.prefix),
          )
          .map(({ key, stamp }) => [key, stamp]),
      );
    const paths = [`/courses/${courseId}`, `/analytics/courses/${courseId}`, '/courses', '/search?q=engine'];
    const readAll = (token?: string) =>
      Promise.all(
        both.flatMap(({ client }) =>
          paths.map((path) =>
            client.as(author).get(path, token === undefined ? {} : { 'x-consistency-token': token }),
          ),
        ),
      );
    await untilRollupsReachNow(app);
    // What was loaded before that is as old as the fold was, and what was warmed is not asked for.
    await redis.flushdb();
    await eventually('both tiers hold all', async () => {
      for (const instance of both) memoryOf(instance).clear();
      await readAll();
      const keys = [...heldBy(app).keys()];
      const stored = await Promise.all(keys.map((key) => isStored(redis, key)));
      return both.every((instance) => heldBy(instance).size === paths.length) && stored.every(Boolean);
    });
    const before = both.map(heldBy);

    const { headers } = await admin.client.delete(`/cache/courses/${courseId}`);
    expect([...heldBy(app).keys()]).toEqual([]);
    await eventually('Redis has none of them', async () => {
      const stored = await Promise.all([...before[0]!.keys()].map((key) => isStored(redis, key)));
      return !stored.some(Boolean);
    });
    const answers = await readAll(headers.get('x-consistency-token') ?? '');
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    for (const [n, instance] of both.entries()) {
      for (const [key, stamp] of before[n]!) expect(heldBy(instance).get(key)).toBeGreaterThan(stamp);
    }
  });
});
