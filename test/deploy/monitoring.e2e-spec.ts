import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { startTestApp, type TestApp } from '../support/app.js';
import { readExpression, readSamples, type Selector } from './promql.js';

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}
interface Job {
  readonly job_name: string;
  readonly static_configs: readonly { readonly targets: readonly string[] }[];
}
interface Panel {
  readonly id: number;
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
}

const read = (path: string): string => readFileSync(path, 'utf8');
const { groups } = parse(read('deploy/prometheus/alerts.yml')) as { groups: { rules: Alert[] }[] };
const alerts = groups.flatMap(({ rules }) => rules);
const prometheus = parse(read('deploy/prometheus/prometheus.yml')) as {
  rule_files: string[];
  scrape_configs: Job[];
};
const dashboard = JSON.parse(read('deploy/grafana/dashboard.json')) as {
  panels: Panel[];
  templating: { list: { name: string; query: string }[] };
};

/** Every expression, by what it belongs to. Grafana puts an interval where it says so. */
const expressions = [
  ...alerts.map(({ alert, expr }) => [alert, expr] as const),
  ...dashboard.panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }) => [title, expr.replaceAll('$__rate_interval', '5m')] as const),
  ),
];

/** What Prometheus itself puts to every series. */
const TARGET_LABELS = ['job', 'instance'];
/** Metrics of the exporter that docker-compose.yml runs, and the field of Redis's INFO that each is. */
const EXPORTED: Readonly<Record<string, string>> = {
  redis_evicted_keys_total: 'evicted_keys',
  redis_memory_used_bytes: 'used_memory',
  redis_memory_max_bytes: 'maxmemory',
};

describe('what watches the product', () => {
  let app: TestApp;
  let samples: Map<string, Map<string, Set<string>>>;

  beforeAll(async () => {
    app = await startTestApp('monitoring');
    for (const path of ['/health/ready', '/courses', '/courses']) await app.client.get(path);
    samples = readSamples(await (await fetch(`${app.url}/metrics`)).text());
    for (const metric of ['up', ...Object.keys(EXPORTED)]) samples.set(metric, new Map());
  });
  afterAll(() => app.stop());

  const labelsOf = (metric: string) => [...(samples.get(metric)?.keys() ?? []), ...TARGET_LABELS];

  /** Matchers that no series can fit: of labels with few values, those that the product never gives. */
  function unmatchable({ metric, matchers }: Selector): readonly string[] {
    const closed = matchers.filter(
      ({ label, operator }) => operator === '=' && !TARGET_LABELS.includes(label),
    );
    return closed.flatMap(({ label, value }) =>
      samples.get(metric)?.get(label)?.has(value) === true ? [] : `${metric}{${label}="${value}"}`,
    );
  }

  it.each(expressions)('%s names metrics and labels that exist', (_, expression) => {
    const { selectors, grouping } = readExpression(expression);
    expect(selectors).not.toEqual([]);
    expect(selectors.map(({ metric }) => metric).filter((metric) => !samples.has(metric))).toEqual([]);
    for (const selector of selectors) {
      const labels = selector.matchers.map(({ label }) => label);
      expect(labelsOf(selector.metric)).toEqual(expect.arrayContaining(labels));
      expect(unmatchable(selector)).toEqual([]);
    }
    expect(selectors.flatMap(({ metric }) => labelsOf(metric))).toEqual(
      expect.arrayContaining([...grouping]),
    );
  });

  it('leaves out routes that exist', async () => {
    const { paths } = (await (await fetch(`${app.url}/openapi.json`)).json()) as { paths: object };
    const routes = [...Object.keys(paths).map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1')), '/metrics'];
    const patterns = expressions.flatMap(([, expression]) =>
      readExpression(expression).selectors.flatMap(({ matchers }) =>
        matchers.flatMap(({ label, value }) => (label === 'route' ? value.split('|') : [])),
      ),
    );
    const unknown = patterns.filter((pattern) => !routes.some((route) => RegExp(`^${pattern}$`).test(route)));
    expect(unknown).toEqual([]);
  });

  it('asks the exporter for what Redis tells it', async () => {
    const redis = new Redis(app.redis.uri);
    const info = await redis.info();
    redis.disconnect();
    for (const field of Object.values(EXPORTED)) expect(info).toMatch(RegExp(`^${field}:`, 'm'));
  });

  it('lets an operator choose among the instances that there are', () => {
    const query = dashboard.templating.list.find(({ name }) => name === 'instance')?.query ?? '';
    const [, metric = '', label = ''] = /^label_values\((\w+), (\w+)\)$/.exec(query) ?? [];
    expect(samples.has(metric)).toBe(true);
    expect(TARGET_LABELS).toContain(label);
  });
});

describe('alerts.yml', () => {
  it('is loaded by prometheus.yml', () => {
    expect(prometheus.rule_files).toEqual(['alerts.yml']);
  });

  it.each(alerts)('$alert says what is wrong, how urgent it is and what to do', ({ alert, ...rule }) => {
    expect(['page', 'ticket']).toContain(rule.labels.severity);
    expect(rule.annotations.summary).toMatch(/\S.*\.$/);
    expect(rule.annotations.runbook).toBe(`docs/operations.md#${alert.toLowerCase()}`);
  });

  it.each(alerts)(
    '$alert tells of an instance only where it looks at single ones',
    ({ expr, annotations }) => {
      expect(annotations.summary.includes('$labels.') && readExpression(expr).aggregates).toBe(false);
    },
  );

  it('has a section of docs/operations.md for each, and none is left there', () => {
    const sections = [...read('docs/operations.md').matchAll(/^### (Tiercel\w+)$/gm)].map(([, name]) => name);
    expect(sections).toEqual(alerts.map(({ alert }) => alert));
  });

  it('knows targets by the names of their jobs', () => {
    const jobs = prometheus.scrape_configs.map(({ job_name }) => job_name);
    const named = expressions.flatMap(([, expression]) =>
      readExpression(expression).selectors.flatMap(({ matchers }) =>
        matchers.flatMap(({ label, value }) => (label === 'job' ? value : [])),
      ),
    );
    expect(jobs).toEqual(expect.arrayContaining(named));
  });
});

describe('prometheus.yml', () => {
  it('asks containers that docker-compose.yml runs', () => {
    const { services } = parse(read('docker-compose.yml')) as {
      services: Record<string, { container_name: string }>;
    };
    const containers = Object.values(services).map(({ container_name }) => container_name);
    const hosts = prometheus.scrape_configs.flatMap(({ static_configs }) =>
      static_configs.flatMap(({ targets }) => targets.map((target) => target.split(':')[0])),
    );
    expect(containers).toEqual(expect.arrayContaining(hosts));
  });
});

describe('the dashboard', () => {
  it('has panels of their own numbers and titles', () => {
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    expect(new Set(dashboard.panels.map(({ title }) => title)).size).toBe(dashboard.panels.length);
  });
});
