import { jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { CacheEngine } from '../../src/cache/index.js';
import type { DashboardBody } from '../../src/progress/dto/progress.dto.js';
import { CATALOGUE } from '../../src/catalogue/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createOpenCourse } from '../support/courses.js';
import { eventually } from '../support/eventually.js';
import { Learning } from '../support/learning.js';
import { createAdmin, createInstructor, createStudent } from '../support/people.js';
import { isStored } from '../support/redis-entries.js';
import { untilRollupsReachNow } from '../support/settled.js';

/** What Redis keeps or knows under a key, as of when; Infinity where that is nothing. */
async function newestIn(redis: Redis, key: string): Promise<number> {
  // Stamp and floor, as the scripts keep them.
  const line = await redis.getrange(key, 0, 32);
  return line === '' ? Infinity : Math.max(Number(line.slice(0, 16)), Number(line.slice(17)));
}

describe('a completion', () => {
  let app: TestApp;
  let redis: Redis;

  beforeAll(async () => {
    app = await startTestApp('cascade');
    redis = new Redis(app.redis.uri);
  });
  afterAll(async () => {
    redis?.disconnect();
    await app?.stop();
  });

  it('outdates five entries in both tiers before it is answered, though the log tells of nothing', async () => {
    const [author, admin, student] = await Promise.all([
      createInstructor(app),
      createAdmin(app),
      createStudent(app),
    ]);
    const course = await createOpenCourse(author, [['One', 'Two']]);
    const { person } = await Learning.begin(student, course);
    const [userId, courseId] = [person.id, course.id];
    const rows = [
      [CATALOGUE.progress, CATALOGUE.progress.key({ userId, courseId })],
      [CATALOGUE.dashboard, CATALOGUE.dashboard.key({ userId })],
      [CATALOGUE.courseAnalytics, CATALOGUE.courseAnalytics.key({ courseId })],
      [CATALOGUE.studentPatterns, CATALOGUE.studentPatterns.key({ userId, tz: 'UTC' })],
      [CATALOGUE.platformOverview, CATALOGUE.platformOverview.key({})],
    ] as const;
    const { memory, judge, proof, tail } = app.app.get(CacheEngine, { strict: false });
    await untilRollupsReachNow(app);
    // What was loaded before that is as old as the fold was.
    memory.clear();
    await redis.flushdb();
    const readAll = () =>
      Promise.all([
        person.client.get(`/users/me/progress/${courseId}`),
        person.client.get('/users/me/dashboard'),
        author.client.get(`/analytics/courses/${courseId}`),
        person.client.get('/analytics/students/me/patterns'),
        admin.client.get('/analytics/platform/overview'),
      ]);
    await eventually('both tiers hold all five', async () => {
      memory.clear();
      await readAll();
      return (await Promise.all(rows.map(([, key]) => isStored(redis, key)))).every(Boolean);
    });
    const held = rows.map(([row, key]) => ({ row, key, entry: memory.get(key)! }));
    const verdicts = () =>
      held.map(({ row, entry }) => judge.judge(entry.stamp, entry.slots, row.invalidation, 0));
    expect(verdicts()).toEqual(held.map(() => 'good'));

    await tail.stop();
    // Carrying would go on waiting for the log after the test has ended.
    const waiting = jest.spyOn(proof, 'waitFor').mockReturnValue(new Promise(() => undefined));
    expect((await new Learning(person, course).complete(0)).status).toBe(200);
    expect(verdicts()).not.toContain('good');
    for (const { key, entry } of held) expect(await newestIn(redis, key)).toBeGreaterThan(entry.stamp);
    waiting.mockRestore();
    const dashboard = await person.client.get<DashboardBody>('/users/me/dashboard');
    expect(dashboard.body.totals.lessons_completed).toBe(1);
  });
});
