import { jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { CacheEngine } from '../../src/cache/index.js';
import { CATALOGUE } from '../../src/catalogue/index.js';
import { WarmingService, type WarmingReport } from '../../src/warming/index.js';
import { ReadSampler } from '../../src/warming/read-sampler.js';
import { WarmingLease } from '../../src/warming/warming-lease.js';
import { WarmingSchedule } from '../../src/warming/warming.schedule.js';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { createPublished } from '../support/courses.js';
import { eventually } from '../support/eventually.js';
import { createAdmin, createInstructor, type Person } from '../support/people.js';
import { untilRollupsReachNow } from '../support/settled.js';

const LISTS = ['/courses', '/courses?sort_by=popular', '/courses?page=1&sort_by=top_rated&page_size=12'];

describe('warming', () => {
  let app: TestApp;
  let admin: Person;
  const courseIds: string[] = [];

  beforeAll(async () => {
    app = await startTestApp('warming');
    admin = await createAdmin(app);
    const author = await createInstructor(app);
    for (let index = 0; index < 14; index += 1) {
      courseIds.push((await createPublished(author, { title: `Course ${index}` })).id);
    }
  });
  afterAll(() => app.stop());

  const hitOf = async (path: string, { client }: Pick<Instance, 'client'>) =>
    (await client.get(path)).headers.get('cache-status');
  const readReport = async () =>
    (await admin.client.get<{ warming: WarmingReport }>('/cache/stats')).body.warming;

  it('leaves the overview, the first page of each order and the courses on it in memory', async () => {
    await untilRollupsReachNow(app);
    const report = await app.app.get(WarmingService).run();
    // The overview, three lists, and the 12 newest, most popular and best of 14 courses.
    expect(report).toMatchObject({ failed: 0, warmed: expect.any(Number) });
    expect(report.warmed).toBeGreaterThanOrEqual(1 + 3 + 12);
    const newest = courseIds.slice(-12).map((id) => `/courses/${id}`);
    for (const path of [...LISTS, ...newest]) expect(await hitOf(path, app)).toContain('hit; detail=l1');
    expect(await hitOf('/analytics/platform/overview', admin)).toContain('hit; detail=l1');
  });

  it('happens at the start, so that the first visitor of a new instance does not wait', async () => {
    await app.app.get(WarmingService).run();
    const fresh = await app.startInstance();
    for (const path of LISTS) expect(await hitOf(path, fresh)).toContain('hit; detail=l1');
    expect((await fetch(`${fresh.url}/health/startup`)).status).toBe(200);
  });

  it('tells GET /cache/stats what it did', async () => {
    const before = Date.now();
    const report = await app.app.get(WarmingService).run();
    expect(await readReport()).toEqual(report);
    expect(Date.parse(report.last_run ?? '')).toBeGreaterThanOrEqual(before - 1);
    expect(report.runs).toBeGreaterThan(1);
    expect(report.took_ms).toBeGreaterThanOrEqual(0);
  });

  it('is done for an admin who asks, and for nobody else', async () => {
    const { runs } = app.app.get(WarmingService).report;
    const { status, body } = await admin.client.post<WarmingReport>('/cache/warm');
    expect({ status, runs: body.runs }).toEqual({ status: 200, runs: runs + 1 });
    expect((await (await createInstructor(app)).client.post('/cache/warm')).status).toBe(403);
    expect((await app.client.post('/cache/warm')).status).toBe(401);
  });

  it('is done once when it is asked for twice at the same time', async () => {
    const warming = app.app.get(WarmingService);
    const { runs } = warming.report;
    const [one, other] = await Promise.all([warming.run(), warming.run()]);
    expect(one).toBe(other);
    expect(warming.report.runs).toBe(runs + 1);
  });

  it('leaves the rest when one thing fails, and counts it', async () => {
    const broken = await app.startInstance();
    const { loader, memory, remote } = broken.app.get(CacheEngine);
    const load = loader.load.bind(loader);
    jest
      .spyOn(loader, 'load')
      .mockImplementation((row, ...rest) =>
        row.kind === CATALOGUE.platformOverview.kind
          ? Promise.reject(new Error('broken on purpose'))
          : load(row, ...rest),
      );
    memory.clear();
    await remote.delete(CATALOGUE.platformOverview.key({}));

    const warming = broken.app.get(WarmingService);
    const { failures } = warming.report;
    const report = await warming.run();
    expect(report).toMatchObject({ failed: 1, failures: failures + 1 });
    expect(report.warmed).toBeGreaterThanOrEqual(3 + 12);
    expect(await hitOf('/courses', broken)).toContain('hit; detail=l1');
  });

  it('learns what is read most, and has it ready after Redis and memory were emptied', async () => {
    const path = '/courses?tags=rarely-asked-for';
    const redis = new Redis(app.redis.uri);
    const empty = async () => {
      await redis.flushall();
      app.app.get(CacheEngine).memory.clear();
    };
    await eventually('the sampler has seen it more than once', async () => {
      await app.client.get(path);
      return app.app
        .get(ReadSampler)
        .list(100)
        .some(({ row, params }) => row === CATALOGUE.courseList && JSON.stringify(params).includes('rarely'));
    });
    await empty();
    expect(await hitOf(path, app)).toContain('fwd=miss');
    await empty();
    const { body } = await admin.client.post<WarmingReport>('/cache/warm');
    redis.disconnect();
    expect(body.learned).toBeGreaterThan(0);
    expect(await hitOf(path, app)).toContain('hit; detail=l1');
  });

  it('is repeated by one instance of a fleet, and by another once that has left', async () => {
    const [one, other] = [await app.startInstance(), await app.startInstance()];
    const fleet = [app, one, other];
    const schedules = fleet.map((instance) => instance.app.get(WarmingSchedule));
    const runs = () => fleet.map((instance) => instance.app.get(WarmingService).report.runs);
    const before = runs();
    for (const schedule of schedules) await schedule.repeat();
    const gained = runs().map((count, index) => count - (before[index] ?? 0));
    expect(gained.toSorted()).toEqual([0, 0, 1]);
    const leader = fleet.findIndex((instance) => instance.app.get(WarmingService).report.leader);
    expect(gained[leader]).toBe(1);
    await fleet[leader]?.app.get(WarmingLease).beforeApplicationShutdown();
    await schedules[(leader + 1) % fleet.length]?.repeat();
    expect(fleet.map((instance) => instance.app.get(WarmingService).report.leader).filter(Boolean)).toEqual([
      true,
    ]);
  });

  it('is not done where the cache is off', async () => {
    const off = await app.startInstance({ CACHE: 'off' });
    expect(off.app.get(WarmingService).report.runs).toBe(0);
    expect((await fetch(`${off.url}/health/ready`)).status).toBe(200);
  });
});
