import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Types } from 'mongoose';
import type { InvalidationMode } from '../../src/cache/define-cache.js';
import { parseAnswer } from '../../src/cache/index.js';
import { LEASE_MS } from '../../src/cache/tiers/remote-tier.port.js';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { CacheProbe, logIsRead, writeCourse, type Probed } from '../support/cache-probe.js';
import { createPublished } from '../support/courses.js';
import { eventually } from '../support/eventually.js';
import { isStored } from '../support/redis-entries.js';
import { startProcess, type InstanceProcess } from '../support/instance-process.js';
import { killLogStreams, listLogStreams } from '../support/log-streams.js';
import { createInstructor, createStudent, type Person } from '../support/people.js';
import type { TestClient } from '../support/test-client.js';

/** Cases that other caches get wrong; those between processes have a suite of their own. */
describe('what other caches get wrong', () => {
  let app: TestApp;
  let other: Instance;
  let elsewhere: InstanceProcess;
  let redis: Redis;
  let author: Person;
  let kinds = 0;

  function probe(invalidation?: InvalidationMode, on: Instance = app): CacheProbe {
    if (on === app) kinds += 1;
    return new CacheProbe(on, `peer${kinds}`, invalidation);
  }

  beforeAll(async () => {
    app = await startTestApp('peers');
    other = await app.startInstance();
    elsewhere = await startProcess(app);
    redis = new Redis(app.redis.uri);
    author = await createInstructor(app);
  }, 60_000);
  afterAll(async () => {
    elsewhere?.program.signal('SIGKILL');
    await elsewhere?.program.end();
    redis?.disconnect();
    await app?.stop();
  });

  /** Changes a course through a client while a load of it is under way here, and looks at what was kept. */
  async function changeDuringLoad(client: TestClient): Promise<void> {
    const here = probe();
    const { id } = await createPublished(author, { title: 'before' });
    const key = here.row.key({ id });
    await logIsRead(app);
    here.afterRead = async () => {
      here.afterRead = async () => {};
      const written = await client.patch(`/courses/${id}`, { title: 'after' });
      expect(written.status).toBe(200);
      await logIsRead(app);
    };
    const refusals = here.engine.stats.counts.refusals;
    await here.read(id);
    expect(here.engine.stats.counts.refusals).toBe(refusals + 1);
    expect(here.engine.memory.get(key)).toBeUndefined();
    expect(await isStored(redis, key)).toBe(false);
    expect(await here.titleOf(id)).toBe('after');
    expect(here.loads).toBe(2);
  }

  it('invalidated while its load is under way, in the same process: not stored', () =>
    changeDuringLoad(author.client));

  it('invalidated while its load is under way, by another process: not stored', () =>
    changeDuringLoad(elsewhere.client.as(author)));

  it('a load takes longer than its lease: others find in Redis what it brought', async () => {
    const here = probe();
    const there = probe(undefined, other);
    const id = await writeCourse(app.connection, 'slow');
    await Promise.all([logIsRead(app), logIsRead(other)]);
    here.beforeRead = () => sleep(LEASE_MS + 200);
    await here.read(id);
    await eventually('it is in Redis', () => isStored(redis, here.row.key({ id })));
    expect(await there.titleOf(id)).toBe('slow');
    expect(there.loads).toBe(0);
  });

  it('1,000 waiters, the loader throws: one load', async () => {
    const here = probe();
    here.beforeRead = async () => {
      throw new Error('the loader is broken');
    };
    const id = new Types.ObjectId().toHexString();
    const results = await Promise.allSettled(Array.from({ length: 1_000 }, () => here.read(id)));
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(here.loads).toBe(1);
  });

  it('an entry changes while the log’s stream is reconnecting: right afterwards', async () => {
    const here = probe();
    const there = probe(undefined, other);
    const id = await writeCourse(app.connection, 'before');
    await Promise.all([logIsRead(app), logIsRead(other)]);
    expect([await here.titleOf(id), await there.titleOf(id)]).toEqual(['before', 'before']);
    const killed = await untilFollowed(() => true);
    await killLogStreams(app.connection, killed);
    await writeCourse(app.connection, 'after', new Types.ObjectId(id));
    await Promise.all([logIsRead(app), logIsRead(other)]);
    expect([await here.titleOf(id), await there.titleOf(id)]).toEqual(['after', 'after']);
    // Not by the tails' own counts: a stream that was idle when it was killed is opened again by the driver.
    await untilFollowed((stream) => !killed.includes(stream));
  });

  /** Waits until each of the three instances follows the log by such a stream; the streams' ids. */
  async function untilFollowed(isExpected: (stream: string) => boolean): Promise<string[]> {
    let streams: string[] = [];
    await eventually('three instances follow the log', async () => {
      streams = await listLogStreams(app.connection);
      return streams.length === 3 && streams.every(isExpected);
    });
    return streams;
  }

  it('a caller alters what it got: nobody else sees it', async () => {
    const here = probe();
    const id = await writeCourse(app.connection, 'untouched');
    await logIsRead(app);
    for (let turn = 0; turn < 3; turn += 1) {
      const mine = parseAnswer<{ -readonly [K in keyof Probed]: Probed[K] }>(await here.read(id));
      expect(mine.title).toBe('untouched');
      mine.title = 'altered';
    }
    expect(here.loads).toBe(1);
  });

  it('stale kept after a failed refresh: the next attempt backs off', async () => {
    const here = probe({ mode: 'soft', seconds: 6 });
    const id = await writeCourse(app.connection, 'kept');
    await logIsRead(app);
    await here.read(id);
    await writeCourse(app.connection, 'newer', new Types.ObjectId(id));
    await logIsRead(app);
    here.beforeRead = async () => {
      throw new Error('the loader is broken');
    };
    await eventually('a refresh was tried', async () => (await here.read(id)).stale && here.loads === 2);
    // The pause after the first failure is half a second at least.
    const until = performance.now() + 300;
    let reads = 0;
    for (; performance.now() < until; reads += 1) expect((await here.read(id)).stale).toBe(true);
    expect(reads).toBeGreaterThan(10);
    expect(here.loads).toBe(2);
  });

  it('one URL for everybody behind sign-in: nobody gets another’s answer', async () => {
    const people = await Promise.all([createStudent(app), createStudent(app)]);
    for (let turn = 0; turn < 3; turn += 1)
      for (const instance of [app, other])
        for (const person of people) {
          const { body } = await instance.client
            .as(person)
            .get<{ user_id: string; display_name: string }>('/users/me/dashboard');
          expect(JSON.stringify(body)).toContain(person.id);
        }
    const keys = people.map(({ id }) => `user_dashboard:${id}`);
    await eventually('both are in Redis', async () => (await redis.exists(...keys)) === 2);
    const draft = await author.client.post<{ id: string }>('/courses', { title: 'mine' });
    const path = `/courses/${draft.body.id}`;
    for (let turn = 0; turn < 3; turn += 1) {
      expect((await author.client.get(path)).status).toBe(200);
      expect((await people[0].client.get(path)).status).toBe(404);
    }
  });
});
