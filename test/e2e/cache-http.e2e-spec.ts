import { Types } from 'mongoose';
import { CacheEngine, ConsistencyService } from '../../src/cache/index.js';
import type { CourseBody } from '../../src/courses/index.js';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { createPublished } from '../support/courses.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';
import { TestClient, type TestResponse } from '../support/test-client.js';

const TOKEN = 'x-consistency-token';

describe('cached routes over HTTP', () => {
  let app: TestApp;
  let other: Instance;
  let author: Person;
  let admin: Person;
  let student: Person;
  const status = (response: TestResponse<unknown>): string => response.headers.get('cache-status') ?? '';
  const tokenOf = (response: TestResponse<unknown>): string => response.headers.get(TOKEN) ?? '';
  const elsewhere = (person: Person): TestClient => other.client.as(person);
  const publish = (title: string): Promise<CourseBody> => createPublished(author, { title });

  beforeAll(async () => {
    app = await startTestApp('cache-http');
    other = await app.startInstance();
    [author, admin, student] = await Promise.all([
      createInstructor(app),
      createAdmin(app),
      createStudent(app),
    ]);
  });
  afterAll(() => app?.stop());

  it('say where the answer came from', async () => {
    const { id } = await publish('where from');
    const path = `/courses/${id}`;
    await eventually('the second answer is a hit', async () => {
      await app.client.get(path);
      return /^tiercel; hit; detail=l1; ttl=\d+$/.test(status(await app.client.get(path)));
    });
    expect(status(await other.client.get(path))).toMatch(/^tiercel; (hit; detail=l[12]|fwd=miss; stored)/);
  });

  it('send the same bytes with the same strong ETag, and nothing on If-None-Match', async () => {
    const { id } = await publish('tagged');
    const first = await app.client.get(`/courses/${id}`);
    const second = await other.client.get(`/courses/${id}`);
    expect(second.text).toBe(first.text);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[^"]+"$/);
    expect(second.headers.get('etag')).toBe(etag);
    const unchanged = await app.client.get(`/courses/${id}`, { 'if-none-match': `"other", ${etag}` });
    expect([unchanged.status, unchanged.text]).toEqual([304, '']);
    expect(unchanged.headers.get('etag')).toBe(etag);
    expect((await app.client.get(`/courses/${id}`, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('are public for the catalogue and private for a person', async () => {
    const { id } = await publish('public');
    const open = await app.client.get(`/courses/${id}`);
    expect(open.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
    const own = await student.client.get('/users/me/dashboard');
    expect(own.headers.get('cache-control')).toBe('private, no-store');
    const draft = (await author.client.post<CourseBody>('/courses', { title: 'draft' })).body;
    const seen = await author.client.get(`/courses/${draft.id}`);
    expect(seen.headers.get('cache-control')).toBe('private, no-store');
    const missing = await app.client.get(`/courses/${draft.id}`);
    expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'private, no-store']);
  });

  it('give every answer a token, errors and writes too', async () => {
    const answers = [
      await app.client.get('/courses'),
      await app.client.get('/health'),
      await author.client.post('/courses', { title: 'written' }),
      await app.client.get('/courses/0123456789abcdef01234567'),
      await author.client.get('/auth/me'),
      await app.client.get('/auth/me'),
      await student.client.get('/users'),
      await app.client.get('/no/such/route'),
    ];
    for (const answer of answers) expect(tokenOf(answer)).toMatch(/^[\w-]{32}$/);
  });

  it('show a writer its write on another instance at once, and never take it back', async () => {
    const { id } = await publish('v0');
    let token = '';
    for (let version = 1; version <= 15; version += 1) {
      const written = await author.client.patch(`/courses/${id}`, { title: `v${version}` });
      token = tokenOf(written);
      for (const client of [elsewhere(author), author.client]) {
        const read = await client.get<CourseBody>(`/courses/${id}`, { [TOKEN]: token });
        expect(read.body.title).toBe(`v${version}`);
        token = tokenOf(read);
      }
    }
  });

  it('let a list follow a change at once for who carries the token', async () => {
    const { id } = await publish('listed');
    await app.client.get('/courses');
    const archived = await author.client.post(`/courses/${id}/archive`);
    const list = await other.client.get<{ items: { id: string }[] }>('/courses', {
      [TOKEN]: tokenOf(archived),
    });
    expect(list.body.items.map((item) => item.id)).not.toContain(id);
  });

  it('refuse a token that was not signed here', async () => {
    for (const path of ['/courses', '/me/enrollments']) {
      const answer = await student.client.get<{ detail: string }>(path, { [TOKEN]: 'A'.repeat(32) });
      expect([answer.status, answer.body.detail]).toEqual([
        400,
        'X-Consistency-Token: not a token of this service.',
      ]);
    }
  });

  it('answer all the same without Redis', async () => {
    const alone = await app.startInstance({ REDIS_URL: '' });
    const { id } = await publish('alone');
    expect((await alone.client.get<CourseBody>(`/courses/${id}`)).body.title).toBe('alone');
    expect(status(await alone.client.get(`/courses/${id}`))).toContain('hit; detail=l1');
    const health = await alone.client.get<{ status: string }>('/health');
    expect([health.status, health.body.status]).toEqual([200, 'degraded']);
  });

  it('read everything from MongoDB with CACHE=off', async () => {
    const off = await app.startInstance({ CACHE: 'off' });
    const { id } = await publish('off');
    for (let turn = 0; turn < 2; turn += 1)
      expect(status(await off.client.get(`/courses/${id}`))).toBe('tiercel; fwd=bypass; detail=off');
    const written = await off.client.as(author).patch(`/courses/${id}`, { title: 'still off' });
    const read = await off.client.get<CourseBody>(`/courses/${id}`, { [TOKEN]: tokenOf(written) });
    expect(read.body.title).toBe('still off');
  });

  describe('for operators', () => {
    it('are closed to everyone else', async () => {
      for (const path of ['stats', 'entries', 'tags', 'namespaces', 'entries/course:1'])
        expect([
          (await author.client.get(`/cache/${path}`)).status,
          (await app.client.get(`/cache/${path}`)).status,
        ]).toEqual([403, 401]);
      for (const path of [
        'courses/0123456789abcdef01234567',
        'entries/x',
        'namespaces/courses',
        'tags/courses',
      ])
        expect((await author.client.delete(`/cache/${path}`)).status).toBe(403);
    });

    it('count hits and misses by namespace', async () => {
      const { id } = await publish('counted');
      await app.client.get(`/courses/${id}`);
      await app.client.get(`/courses/${id}`);
      interface Stats {
        hits: Record<string, number>;
        misses: Record<string, number>;
        totals: { hits: number; misses: number; hit_ratio: number };
        memory_cache_size: number;
        redis_keys: number;
        tiers: object;
        mode: string;
        tail: { current: boolean };
        warming: object;
      }
      await eventually('the counters are handed over', async () => {
        const { hits, misses } = (await admin.client.get<Stats>('/cache/stats')).body;
        return (hits['courses'] ?? 0) > 0 && (misses['courses'] ?? 0) > 0;
      });
      const { body } = await admin.client.get<Stats>('/cache/stats');
      expect(body.totals.hit_ratio).toBeCloseTo(
        (100 * body.totals.hits) / (body.totals.hits + body.totals.misses),
        1,
      );
      expect(body).toMatchObject({
        mode: 'on',
        tiers: { l1: 'on', l2: 'connected' },
        tail: { current: true },
      });
      expect(body.memory_cache_size).toBeGreaterThan(0);
      expect(body.redis_keys).toBeGreaterThan(0);
      expect(body.warming).toBeDefined();
    });

    it('show an entry with its tiers, tags and age, and drop it on every instance', async () => {
      const { id } = await publish('inspected');
      const key = `course:${id}`;
      const tiers = async () =>
        (await admin.client.get<{ tiers?: string[] }>(`/cache/entries/${key}`)).body.tiers?.length;
      await eventually('both tiers hold it', async () => {
        if ((await tiers()) === 2) return true;
        // A Redis that is slow for a moment is not waited for, and then has not got it.
        await admin.client.delete(`/cache/entries/${key}`);
        await app.client.get(`/courses/${id}`);
        await new Promise((filled) => setTimeout(filled, 50));
        return false;
      });
      const { body } = await admin.client.get(`/cache/entries/${key}`);
      expect(body).toMatchObject({ key, kind: 'course', verdict: 'good', tags: [`course/${id}`] });
      await other.client.get(`/courses/${id}`);
      const listed = await admin.client.get<{ items: { key: string }[] }>(`/cache/entries?prefix=${key}`);
      expect(listed.body.items.map((item) => item.key)).toEqual([key]);
      const dropped = await admin.client.delete(`/cache/entries/${key}`);
      expect(dropped.status).toBe(204);
      const read = await other.client.get(`/courses/${id}`, { [TOKEN]: tokenOf(dropped) });
      expect(status(read)).toContain('fwd=miss');
      expect((await admin.client.get('/cache/entries/course:nothing')).status).toBe(404);
    });

    it.each([
      ['a course', (id: string) => `/cache/courses/${id}`],
      ['a namespace', () => '/cache/namespaces/courses'],
      ['a tag', (id: string) => `/cache/tags/${encodeURIComponent(`course/${id}`)}`],
    ])('drop %s on every instance', async (_, path) => {
      const { id } = await publish('dropped');
      for (const client of [app.client, other.client]) await client.get(`/courses/${id}`);
      // Counters change without outdating anything, so only who reads it anew sees this.
      await app.connection
        .collection('courses')
        .updateOne({ _id: new Types.ObjectId(id) }, { $set: { 'stats.enrollments': 7 } });
      const dropped = await admin.client.delete(path(id));
      expect([200, 204]).toContain(dropped.status);
      for (const client of [app.client, other.client]) {
        const read = await client.get<CourseBody>(`/courses/${id}`, { [TOKEN]: tokenOf(dropped) });
        expect(read.body.stats.enrollments).toBe(7);
      }
    });

    it.each([
      ['an entry', (id: string) => `/cache/entries/course:${id}`],
      ['a course', (id: string) => `/cache/courses/${id}`],
      ['a namespace', () => '/cache/namespaces/courses'],
      ['a tag', (id: string) => `/cache/tags/${encodeURIComponent(`course/${id}`)}`],
    ])('answer a drop of %s with a token that has seen it', async (_, path) => {
      const { id } = await publish('dropped and seen');
      const { log } = app.app.get(CacheEngine, { strict: false });
      const times: number[] = [];
      const command = log.command.bind(log);
      log.command = async (names) => {
        const at = await command(names);
        times.push(at);
        return at;
      };
      try {
        const token = tokenOf(await admin.client.delete(path(id)));
        expect(token).toBe(app.app.get(ConsistencyService, { strict: false }).tokenOf(Math.max(...times)));
      } finally {
        log.command = command;
      }
    });

    it('are told what was cleared, and of names that do not exist', async () => {
      const { id } = await publish('told');
      expect((await admin.client.delete(`/cache/courses/${id}`)).body).toEqual({
        message: `Cache cleared for course ${id}`,
      });
      expect((await admin.client.delete('/cache/courses/not-an-id')).status).toBe(400);
      expect((await admin.client.delete('/cache/namespaces/nothing')).status).toBe(404);
      const { body } = await admin.client.get<{ items: string[] }>('/cache/namespaces');
      expect(body.items).toEqual([
        'analytics',
        'courses',
        'courses_list',
        'dashboard',
        'progress',
        'search',
        'sessions',
      ]);
    });
  });
});
