import { jest } from '@jest/globals';
import { AppConfig } from '../../config/index.js';
import { CacheEngine } from '../../src/cache/index.js';
import { Drain } from '../../src/common/http/drain.js';
import { MongoProbe } from '../../src/health/mongo-probe.js';
import { Startup } from '../../src/warming/index.js';
import type { EmbeddedMongo } from '../../src/embedded/embedded-mongo.js';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { createPublished } from '../support/courses.js';
import { createInstructor } from '../support/people.js';
import { startMongoForSuite } from '../support/servers.js';
import { until } from '../support/settled.js';

interface Health {
  readonly status: string;
  readonly timestamp: string;
  readonly services: { readonly redis: string; readonly mongodb: string };
}

/** A check may take a second; the machine may be busy. */
const BOUND_MS = 5_000;

describe('health', () => {
  let mongo: EmbeddedMongo;
  let app: TestApp;

  beforeAll(async () => {
    mongo = await startMongoForSuite();
    app = await startTestApp('health', { MONGO_URI: mongo.uri });
    await createPublished(await createInstructor(app));
    await app.client.get('/courses');
  });
  afterAll(async () => {
    await app.stop();
    await mongo.stop();
  });
  afterEach(() => jest.restoreAllMocks());

  const freezeMongo = () => mongo.members.forEach((member) => member.signal('SIGSTOP'));
  const thawMongo = () => mongo.members.forEach((member) => member.signal('SIGCONT'));

  async function readHealth(): Promise<{ code: number; took: number; headers: Headers; body: Health }> {
    const asked = performance.now();
    const response = await fetch(`${app.url}/health`);
    const body = (await response.json()) as Health;
    return { code: response.status, took: performance.now() - asked, headers: response.headers, body };
  }
  async function probe(name: string): Promise<{ code: number; body: { status: string; error: object } }> {
    const response = await fetch(`${app.url}/health/${name}`);
    return { code: response.status, body: (await response.json()) as { status: string; error: object } };
  }
  const untilHealth = (status: string) =>
    until(`it is ${status}`, async () => (await readHealth()).body.status === status);

  it('sees MongoDB come back that was away when it was asked for the first time', async () => {
    const fresh = new MongoProbe(app.app.get(AppConfig, { strict: false }));
    freezeMongo();
    try {
      expect(await fresh.isConnected()).toBe(false);
    } finally {
      thawMongo();
    }
    // The attempt that failed may still be ending.
    await until('it answers', () => fresh.isConnected());
    await fresh.onApplicationShutdown();
  });

  it('is healthy when both servers answer', async () => {
    const { code, body, headers } = await readHealth();
    expect(code).toBe(200);
    expect(body).toEqual({
      status: 'healthy',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      services: { redis: 'connected', mongodb: 'connected' },
    });
    expect(headers.get('cache-control')).toBe('private, no-store');
    for (const name of ['live', 'ready', 'startup']) {
      expect(await probe(name)).toMatchObject({ code: 200, body: { status: 'ok' } });
    }
  });

  it('is degraded while Redis does not answer, and ready all the same', async () => {
    app.redis.signal('SIGSTOP');
    try {
      const { code, body, took } = await readHealth();
      expect(code).toBe(200);
      expect(body).toMatchObject({
        status: 'degraded',
        services: { redis: 'disconnected', mongodb: 'connected' },
      });
      expect(took).toBeLessThan(BOUND_MS);
      expect((await probe('ready')).code).toBe(200);
    } finally {
      app.redis.signal('SIGCONT');
    }
    await untilHealth('healthy');
  });

  it('is degraded while MongoDB does not answer, as long as the cache holds courses', async () => {
    freezeMongo();
    try {
      const { code, body, took } = await readHealth();
      expect(code).toBe(200);
      expect(body).toMatchObject({ status: 'degraded', services: { mongodb: 'disconnected' } });
      expect(took).toBeLessThan(BOUND_MS);
      expect((await probe('ready')).code).toBe(200);
    } finally {
      thawMongo();
    }
    await untilHealth('healthy');
  });

  it('is asked by a hundred at the same time, and takes no longer', async () => {
    freezeMongo();
    try {
      const answers = await Promise.all(Array.from({ length: 100 }, readHealth));
      expect(answers.every(({ took }) => took < BOUND_MS)).toBe(true);
      expect(new Set(answers.map(({ body }) => body.services.mongodb))).toEqual(new Set(['disconnected']));
    } finally {
      thawMongo();
    }
    await untilHealth('healthy');
  });

  it('is unhealthy, and not ready, when nothing at all can be served', async () => {
    const engine = app.app.get(CacheEngine);
    freezeMongo();
    app.redis.signal('SIGSTOP');
    try {
      engine.memory.clear();
      const { code, body, headers } = await readHealth();
      expect(code).toBe(503);
      expect(headers.get('retry-after')).toBe('1');
      expect(body).toMatchObject({
        status: 'unhealthy',
        services: { redis: 'disconnected', mongodb: 'disconnected' },
      });
      expect(await probe('ready')).toMatchObject({
        code: 503,
        body: { status: 'error', error: { serving: { status: 'down' } } },
      });
      expect((await probe('live')).code).toBe(200);
    } finally {
      thawMongo();
      app.redis.signal('SIGCONT');
    }
    await untilHealth('healthy');
  });

  it('is neither started nor ready before the caches are warm', async () => {
    jest.spyOn(app.app.get(Startup), 'isDone', 'get').mockReturnValue(false);
    expect(await probe('startup')).toMatchObject({
      code: 503,
      body: { error: { startup: { status: 'down' } } },
    });
    expect((await probe('ready')).code).toBe(503);
    expect((await probe('live')).code).toBe(200);
  });

  it('is not ready while it is leaving', async () => {
    jest.spyOn(app.app.get(Drain), 'isDraining', 'get').mockReturnValue(true);
    expect(await probe('ready')).toMatchObject({
      code: 503,
      body: { error: { draining: { status: 'down' } } },
    });
    expect((await readHealth()).code).toBe(200);
  });

  describe('once nothing can be proved any more, MongoDB being away,', () => {
    let brief: Instance;
    let id: string;
    beforeAll(async () => {
      brief = await app.startInstance({ CACHE_STALENESS_MS: '1000' });
      ({ id } = await createPublished(await createInstructor(app)));
    });
    afterEach(async () => {
      thawMongo();
      await untilStatuses([200, 200, 200, 200]);
    });

    const statusesOf = (paths: readonly string[]) =>
      Promise.all(paths.map(async (path) => (await fetch(brief.url + path)).status));
    /** Of both probes, a list and a course. Probes first: a read takes an entry out whose time is over. */
    const statuses = async (): Promise<number[]> => [
      ...(await statusesOf(['/health', '/health/ready'])),
      ...(await statusesOf(['/courses', `/courses/${id}`])),
    ];
    const untilStatuses = (wanted: readonly number[]) =>
      until(`it answers ${wanted.join()}`, async () => (await statuses()).join() === wanted.join());

    async function loseProof(): Promise<CacheEngine> {
      await untilStatuses([200, 200, 200, 200]);
      const engine = brief.app.get(CacheEngine);
      freezeMongo();
      await until('the proof is over', async () => !engine.proof.isCurrent());
      return engine;
    }

    it('serves from memory what may stand in, and says so', async () => {
      await loseProof();
      expect(await statuses()).toEqual([200, 200, 200, 200]);
    });

    it('is unhealthy with a Redis that answers, which serves nobody', async () => {
      (await loseProof()).memory.clear();
      expect(await statuses()).toEqual([503, 503, 503, 503]);
    });

    it('is unhealthy with entries whose time is over', async () => {
      for (const entry of (await loseProof()).memory.values()) Object.assign(entry, { expiresAt: 0 });
      expect(await statuses()).toEqual([503, 503, 503, 503]);
    });

    it('is unhealthy with entries that miss a write which it knows of', async () => {
      const { floors, memory } = await loseProof();
      floors.raiseAll(Math.max(...[...memory.values()].map(({ stamp }) => stamp)) + 1);
      expect(await statuses()).toEqual([503, 503, 503, 503]);
    });
  });
});
