import { Registry } from 'prom-client';
import { HttpMetrics } from './http-metrics.js';

function meter() {
  const registry = new Registry();
  const metrics = new HttpMetrics(registry, () => 3);
  const record = (milliseconds: number, status = 200, route = '/courses/:id') =>
    metrics.record({ method: 'GET', route, status, milliseconds });
  return { registry, record };
}

describe('figures of requests', () => {
  it('counts by method, route pattern and status', async () => {
    const { registry, record } = meter();
    record(1);
    record(1);
    record(1, 404);
    const text = await registry.metrics();
    expect(text).toContain('http_requests_total{method="GET",route="/courses/:id",status="200"} 2');
    expect(text).toContain('http_requests_total{method="GET",route="/courses/:id",status="404"} 1');
  });

  it('puts durations into cumulative buckets, bounds included', async () => {
    const { registry, record } = meter();
    for (const milliseconds of [0.4, 5, 5.1, 60_000]) record(milliseconds);
    const text = await registry.metrics();
    const labels = 'method="GET",route="/courses/:id",status="200"';
    const bucket = (le: string) => `http_request_duration_seconds_bucket{le="${le}",${labels}}`;
    expect(text).toContain(`${bucket('0.0005')} 1\n`);
    expect(text).toContain(`${bucket('0.005')} 2\n`);
    expect(text).toContain(`${bucket('0.01')} 3\n`);
    expect(text).toContain(`${bucket('10')} 3\n`);
    expect(text).toContain(`${bucket('+Inf')} 4\n`);
    expect(text).toContain(`http_request_duration_seconds_count{${labels}} 4`);
    expect(text).toMatch(/http_request_duration_seconds_sum\{.*\} 60\.0105/);
  });

  it('says how many requests are under way', async () => {
    expect(await meter().registry.metrics()).toContain('http_requests_in_flight 3');
  });

  it('gives the same figures as prom-client does when it counts by itself', async () => {
    const { Histogram } = await import('prom-client');
    const { registry, record } = meter();
    const theirs = new Registry();
    const ours = registry.getSingleMetric('http_request_duration_seconds') as InstanceType<typeof Histogram>;
    const { help, aggregator: _, ...described } = await ours.get();
    const histogram = new Histogram({
      name: described.name,
      help,
      labelNames: ['method', 'route', 'status'],
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [theirs],
    });
    for (const milliseconds of [0.3, 7, 7, 40, 900, 20_000]) {
      record(milliseconds);
      histogram.observe({ method: 'GET', route: '/courses/:id', status: 200 }, milliseconds / 1_000);
    }
    expect(await registry.getSingleMetricAsString(described.name)).toBe(
      await theirs.getSingleMetricAsString(described.name),
    );
  });
});
