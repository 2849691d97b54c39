import { Redis } from 'ioredis';
import { CacheEngine } from '../../src/cache/index.js';
import { CATALOGUE } from '../../src/catalogue/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createOpenCourse } from '../support/courses.js';
import { eventually } from '../support/eventually.js';
import { Learning } from '../support/learning.js';
import { createAdmin, createInstructor, createStudent } from '../support/people.js';
import { isStored } from '../support/redis-entries.js';

/** An e-mail address, a password's hash, a signed token, a refresh token. */
const SECRET = /@|argon2|eyJ|refresh_token/;
const PREFIXES = Object.values(CATALOGUE).map(({ prefix }) => prefix);

describe('what the cache holds', () => {
  let app: TestApp;
  let redis: Redis;

  beforeAll(async () => {
    app = await startTestApp('cache-contents');
    redis = new Redis(app.redis.uri);
  });
  afterAll(async () => {
    redis?.disconnect();
    await app?.stop();
  });

  /** All that is held under a key, whatever it is. */
  async function held(key: string): Promise<string> {
    if ((await redis.type(key)) === 'hash') return JSON.stringify(await redis.hgetall(key));
    return (await redis.get(key)) ?? '';
  }

  it('is of every kind, and no e-mail address, password hash or token is in it', async () => {
    const [author, admin, student] = await Promise.all([
      createInstructor(app),
      createAdmin(app),
      createStudent(app),
    ]);
    const { email, password } = student;
    expect((await app.client.post('/auth/login', { email, password })).status).toBe(200);
    const course = await createOpenCourse(author, [['One', 'Two']], { title: 'Difference engine' });
    const learning = await Learning.begin(student, course);
    await learning.complete(0);
    const { memory } = app.app.get(CacheEngine, { strict: false });
    const readAll = () =>
      Promise.all([
        app.client.get(`/courses/${course.id}`),
        app.client.get('/courses'),
        app.client.get('/search?q=engine'),
        learning.progress(),
        student.client.get('/users/me/dashboard'),
        author.client.get(`/analytics/courses/${course.id}`),
        student.client.get('/analytics/students/me/patterns'),
        admin.client.get('/analytics/platform/overview'),
      ]);
    const areAllIn = (keys: readonly string[]): boolean =>
      PREFIXES.every((prefix) => keys.some((key) => key.startsWith(prefix)));
    await eventually('both tiers hold every kind', async () => {
      // What Redis was too slow to keep is loaded again.
      memory.clear();
      await readAll();
      const keys = (await redis.keys('*')).filter((key) => PREFIXES.some((prefix) => key.startsWith(prefix)));
      const stored = await Promise.all(keys.map((key) => isStored(redis, key)));
      return (
        areAllIn(keys.filter((_, n) => stored[n])) && areAllIn([...memory.values()].map(({ key }) => key))
      );
    });
    for (const key of await redis.keys('*')) expect(`${key} ${await held(key)}`).not.toMatch(SECRET);
    for (const { key, body, tags, meta } of memory.values())
      expect([key, body.toString(), ...tags, JSON.stringify(meta)].join(' ')).not.toMatch(SECRET);
  });
});
