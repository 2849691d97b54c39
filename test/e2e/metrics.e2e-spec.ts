import { request } from 'node:http';
import { CATALOGUE } from '../../src/catalogue/index.js';
import { TieredCacheService } from '../../src/cache/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createPublished } from '../support/courses.js';
import { createInstructor } from '../support/people.js';
import { until } from '../support/settled.js';

describe('GET /metrics', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp('metrics');
  });
  afterAll(() => app.stop());

  const scrape = async (from = app.url) => (await fetch(`${from}/metrics`)).text();
  /** The value of one series, by its labels in any order; 0 when there is none. */
  async function readSeries(name: string, labels: Record<string, string>): Promise<number> {
    const lines = (await scrape()).split('\n').filter((line) => line.startsWith(`${name}{`));
    const found = lines.find((line) =>
      Object.entries(labels).every(([label, value]) => line.includes(`${label}="${value}"`)),
    );
    return Number(found?.split(' ').at(-1) ?? 0);
  }

  it('is Prometheus text, with figures of the process', async () => {
    const response = await fetch(`${app.url}/metrics`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await response.text();
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });

  it('says how the parts of the cache do', async () => {
    // A busy machine can make Redis look ill for a moment.
    for (const part of [/^cache_tail_current 1$/m, /^cache_redis_available 1$/m]) {
      await until(part.source, async () => part.test(await scrape()));
    }
    expect(await scrape()).toMatch(/^cache_memory_bytes \d+$/m);
  });

  it('counts requests by method, route pattern and status', async () => {
    const labels = { method: 'GET', route: '/courses/:id', status: '404' };
    const before = await readSeries('http_requests_total', labels);
    await app.client.get('/courses/64f0c0ffee64f0c0ffee64f0');
    await app.client.get('/courses/64f0c0ffee64f0c0ffee64f1');
    expect(await readSeries('http_requests_total', labels)).toBe(before + 2);
    expect(await readSeries('http_request_duration_seconds_count', labels)).toBe(before + 2);
  });

  it('counts requests whose client left before the answer', async () => {
    const labels = { method: 'POST', route: '/auth/login', status: '499' };
    const left = request(`${app.url}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': 100 },
    });
    left.on('error', () => undefined).write('{');
    await until('it is under way', async () => (await scrape()).includes('http_requests_in_flight 2'));
    left.destroy();
    await until('it is counted', async () => (await readSeries('http_requests_total', labels)) === 1);
    expect(await scrape()).toContain('http_requests_in_flight 1');
  });

  it('has no more series for a thousand addresses than for one', async () => {
    const paths = Array.from({ length: 100 }, (_, index) => [
      `/courses/${index.toString(16).padStart(24, '0')}?utm=${index}`,
      `/nowhere/${index}`,
    ]).flat();
    await Promise.all(paths.slice(0, 2).map((path) => app.client.get(path)));
    const countLines = async () =>
      (await scrape()).split('\n').filter((line) => line.startsWith('http_')).length;
    const before = await countLines();
    await Promise.all(paths.map((path) => app.client.get(path)));
    expect(await countLines()).toBe(before);
    expect(await readSeries('http_requests_total', { route: 'unmatched' })).toBeGreaterThanOrEqual(100);
  });

  it('counts reads of the cache by namespace, tier and outcome', async () => {
    const course = await createPublished(await createInstructor(app));
    const labels = { namespace: 'courses', tier: 'l1', outcome: 'hit' };
    const missed = { namespace: 'courses', tier: 'origin', outcome: 'miss' };
    const [hits, misses] = [
      await readSeries('cache_requests_total', labels),
      await readSeries('cache_requests_total', missed),
    ];
    await app.client.get(`/courses/${course.id}`);
    await app.client.get(`/courses/${course.id}`);
    await app.client.get(`/courses/${course.id}`);
    const reads =
      (await readSeries('cache_requests_total', labels)) -
      hits +
      (await readSeries('cache_requests_total', missed)) -
      misses;
    expect(reads).toBe(3);
    expect(await readSeries('cache_requests_total', labels)).toBeGreaterThanOrEqual(hits + 2);
  });

  it('counts loads that failed', async () => {
    const failures = await readSeries('cache_events_total', { event: 'load_failures' });
    const cache = app.app.get(TieredCacheService);
    const row = { ...CATALOGUE.search, kind: 'metrics_probe', prefix: 'metrics:', key: () => 'metrics:1' };
    cache.provide(row, () => Promise.reject(new Error('broken on purpose')));
    await expect(cache.getOrLoad(row, {})).rejects.toThrow('broken on purpose');
    expect(await readSeries('cache_events_total', { event: 'load_failures' })).toBe(failures + 1);
  });

  it('tells of the warming', async () => {
    const text = await scrape();
    expect(text).toMatch(/^cache_warming_runs_total [1-9]/m);
    expect(text).toMatch(/^cache_warming_failures_total 0$/m);
  });

  describe('with METRICS_TOKEN set', () => {
    let url: string;

    beforeAll(async () => {
      ({ url } = await app.startInstance({ METRICS_TOKEN: 'only-for-prometheus' }));
    });

    const ask = (authorization?: string) =>
      fetch(`${url}/metrics`, authorization === undefined ? {} : { headers: { authorization } });

    it('answers who carries it', async () => {
      const response = await ask('Bearer only-for-prometheus');
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('process_cpu_seconds_total');
    });

    it.each([undefined, 'Bearer wrong', 'only-for-prometheus', 'Basic b25seQ=='])(
      'refuses who sends %p',
      async (authorization) => {
        const response = await ask(authorization);
        expect(response.status).toBe(401);
        expect(response.headers.get('www-authenticate')).toBe('Bearer');
        expect(await response.text()).not.toContain('process_cpu');
      },
    );
  });
});
