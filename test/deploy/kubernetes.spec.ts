import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2.d.ts';
import type { Probe, Secret, Service } from 'kubernetes-types/core/v1.d.ts';
import type { NetworkPolicy } from 'kubernetes-types/networking/v1.d.ts';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.d.ts';
import { parse } from 'yaml';
import { EnvSchema, parseConfig } from '../../config/index.js';

interface Kustomization {
  readonly resources: readonly string[];
  readonly configMapGenerator: readonly [{ readonly name: string; readonly envs: readonly string[] }];
  readonly images: readonly [{ readonly name: string; readonly newTag: string }];
}
interface ServiceMonitor {
  readonly spec: {
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly endpoints: readonly [
      {
        readonly port: string;
        readonly path: string;
        readonly honorLabels: boolean;
        readonly authorization: { readonly credentials: { readonly name: string; readonly key: string } };
      },
    ];
  };
}

const FOLDER = 'deploy/kubernetes';
const read = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
const manifest = <T>(file: string): T => parse(read(file)) as T;

const kustomization = manifest<Kustomization>('kustomization.yaml');
const deployment = manifest<Deployment>('deployment.yaml');
const service = manifest<Service>('service.yaml');
const secret = manifest<Secret>('secret.example.yaml');
const budget = manifest<PodDisruptionBudget>('disruption-budget.yaml');
const autoscaler = manifest<HorizontalPodAutoscaler>('autoscaler.yaml');
const policy = manifest<NetworkPolicy>('network-policy.yaml');
const monitor = manifest<ServiceMonitor>('service-monitor.yaml');

const pod = deployment.spec!.template;
const container = pod.spec!.containers[0]!;
const podLabels = pod.metadata!.labels!;
const settings = Object.fromEntries(
  read('config.env')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const),
);
const compose = parse(readFileSync('docker-compose.yml', 'utf8')) as {
  services: { app: { deploy: { resources: { limits: { memory: string; cpus: string } } } } };
};

const kubectl = spawnSync('kubectl', ['version', '--client']);
if (kubectl.error)
  process.stderr.write(`kubectl cannot be run (${kubectl.error.message}): the manifests are not rendered\n`);
const describeIfHere = kubectl.error ? describe.skip : describe;

describe('the manifests', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml');

  it('are those that kustomization.yaml applies, a template, and what needs an operator of its own', () => {
    const apart = ['secret.example.yaml', 'service-monitor.yaml'];
    expect(files.toSorted()).toEqual([...kustomization.resources, ...apart].toSorted());
  });

  it('have no field that Kubernetes does not know, and none of another type', () => {
    const native = files.filter((file) => file !== 'service-monitor.yaml');
    expect(complaintsOfTypes(native)).toBe('');
  });

  it('speak of the same pods', () => {
    expect(deployment.spec?.selector.matchLabels).toEqual(podLabels);
    expect(service.spec?.selector).toEqual(podLabels);
    expect(budget.spec?.selector?.matchLabels).toEqual(podLabels);
    expect(policy.spec?.podSelector.matchLabels).toEqual(podLabels);
    expect(pod.spec?.topologySpreadConstraints?.map((spread) => spread.labelSelector?.matchLabels)).toEqual([
      podLabels,
      podLabels,
    ]);
    expect(autoscaler.spec?.scaleTargetRef).toEqual({
      apiVersion: deployment.apiVersion,
      kind: deployment.kind,
      name: deployment.metadata?.name,
    });
  });

  it('speak of the same port', () => {
    const [port] = container.ports!;
    const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe];
    expect(port?.containerPort).toBe(EnvSchema.shape.PORT.parse(undefined));
    expect(service.spec?.ports).toEqual([{ name: port?.name, port: 80, targetPort: port?.name }]);
    expect(policy.spec?.ingress).toEqual([{ ports: [{ port: port?.name }] }]);
    expect(probes.map((probe) => probe?.httpGet?.port)).toEqual([port?.name, port?.name, port?.name]);
  });
});

describeIfHere('what kubectl makes of them', () => {
  it('names the settings by what they hold, and the image by its registry', () => {
    const { status, stderr, stdout } = spawnSync('kubectl', ['kustomize', FOLDER], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^ +name: tiercel-\w{10}$/m);
    expect(stdout).not.toMatch(/image: tiercel$/m);
  });
});

describe('the Deployment', () => {
  it('asks each probe at its own route', () => {
    const { startupProbe, livenessProbe, readinessProbe } = container;
    const paths = [startupProbe, livenessProbe, readinessProbe].map((probe) => probe?.httpGet?.path);
    expect(paths).toEqual(['/health/startup', '/health/live', '/health/ready']);
    const routes = readFileSync('src/health/health.controller.ts', 'utf8');
    for (const path of paths) expect(routes).toContain(`@Get('${path?.split('/').at(-1)}')`);
  });

  it('waits longer for an answer than the product looks for one', () => {
    const bound = /BOUND_MS = ([\d_]+)/.exec(readFileSync('src/health/mongo-probe.ts', 'utf8'))?.[1];
    const seconds = Number(bound?.replaceAll('_', '')) / 1_000;
    expect(container.readinessProbe?.timeoutSeconds).toBeGreaterThan(seconds);
  });

  it('gives it time to start, and restarts it only after half a minute of silence', () => {
    const patience = ({ periodSeconds, failureThreshold }: Probe) => periodSeconds! * failureThreshold!;
    expect(patience(container.startupProbe!)).toBeGreaterThanOrEqual(60);
    expect(patience(container.livenessProbe!)).toBeGreaterThanOrEqual(30);
  });

  it('gives it time to leave', () => {
    const source = readFileSync('src/common/http/close-on-signals.ts', 'utf8');
    const last = Number(/LAST_MS = ([\d_]+)/.exec(source)?.[1]?.replaceAll('_', '')) / 1_000;
    const [program, seconds] = container.lifecycle!.preStop!.exec!.command!;
    expect(program).toBe('sleep');
    const grace = pod.spec?.terminationGracePeriodSeconds;
    expect(grace).toBeGreaterThanOrEqual(Number(seconds) + last + 10);
  });

  it('never has fewer pods than before while it rolls out, and leaves their number to the autoscaler', () => {
    expect(deployment.spec?.strategy?.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 });
    expect(deployment.spec).not.toHaveProperty('replicas');
    expect(autoscaler.spec?.minReplicas).toBeGreaterThan(1);
  });

  it('runs as the user of the image, and cannot write to it', () => {
    const [uid, gid] = /^USER (\d+):(\d+)$/m.exec(readFileSync('Dockerfile', 'utf8'))!.slice(1).map(Number);
    expect(pod.spec?.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: uid, runAsGroup: gid });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('has the limits of docker-compose.yml, of which the cache takes a quarter', () => {
    const { memory, cpus } = compose.services.app.deploy.resources.limits;
    expect(container.resources?.limits).toEqual({ memory: `${memory}i`, cpu: String(Number(cpus)) });
    expect(container.resources?.requests?.['memory']).toBe(container.resources?.limits?.['memory']);
    const mebibytes = Number(/^(\d+)Gi$/.exec(container.resources?.limits?.['memory'] ?? '')?.[1]) * 1_024;
    expect(Number(settings['CACHE_MAX_MEMORY_MB'])).toBeLessThanOrEqual(mebibytes / 4);
  });

  it('takes its environment from the ConfigMap and then from the Secret', () => {
    expect(container.envFrom).toEqual([
      { configMapRef: { name: kustomization.configMapGenerator[0].name } },
      { secretRef: { name: secret.metadata?.name } },
    ]);
    expect(kustomization.configMapGenerator[0].envs).toEqual(['config.env']);
  });

  it('runs the image that kustomization.yaml says where to find', () => {
    expect(kustomization.images[0].name).toBe(container.image);
    expect(kustomization.images[0].newTag).toBe(
      (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version,
    );
  });
});

describe('the settings', () => {
  it('are variables that the product knows, with values that it takes', () => {
    expect(Object.keys(EnvSchema.shape)).toEqual(expect.arrayContaining(Object.keys(settings)));
    expect(Object.keys(EnvSchema.shape)).toEqual(expect.arrayContaining(Object.keys(secret.stringData!)));
    parseConfig({ ...settings, JWT_SECRET: 'x'.repeat(32) });
  });

  it('hold no password, and the template of the Secret nothing that starts the product', () => {
    expect(Object.values(settings).filter((value) => /\/\/[^/]*@/.test(value))).toEqual([]);
    expect(new Set(Object.values(secret.stringData!))).toEqual(new Set(['']));
    expect(() => parseConfig({ ...settings, ...secret.stringData })).toThrow('JWT_SECRET: is missing');
  });

  it('are not hidden by the template of the Secret once JWT_SECRET is filled in', () => {
    const { env } = parseConfig({ ...settings, ...secret.stringData, JWT_SECRET: 'x'.repeat(32) });
    expect(env).toMatchObject({ MONGO_URI: settings['MONGO_URI'], REDIS_URL: settings['REDIS_URL'] });
  });

  it('name servers at ports that the network policy lets through', () => {
    const allowed = policy.spec!.egress!.flatMap(({ ports = [] }) => ports.map(({ port }) => port));
    const named = ['MONGO_URI', 'REDIS_URL'].flatMap((name) =>
      [...settings[name]!.matchAll(/:(\d+)/g)].map(([, port]) => Number(port)),
    );
    expect(allowed).toEqual(expect.arrayContaining(named));
  });
});

describe('the ServiceMonitor', () => {
  const { selector, endpoints } = monitor.spec;

  it('finds the Service and signs in with the token of the Secret', () => {
    expect(service.metadata?.labels).toEqual(selector.matchLabels);
    expect(endpoints[0].port).toBe(service.spec?.ports?.[0]?.name);
    expect(endpoints[0].authorization.credentials).toEqual({
      name: secret.metadata?.name,
      key: 'METRICS_TOKEN',
    });
    expect(secret.stringData).toHaveProperty('METRICS_TOKEN');
  });

  it("leaves the metrics' own label `namespace` as it is", () => {
    expect(endpoints[0].honorLabels).toBe(true);
  });
});

/** What TypeScript says of manifests that claim to be of their kind: the types are made from Kubernetes's own schema. */
function complaintsOfTypes(files: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
  try {
    for (const file of files) {
      const { apiVersion, kind } = manifest<{ apiVersion: string; kind: string }>(file);
      const types = `kubernetes-types/${apiVersion.includes('/') ? apiVersion.replace('.k8s.io', '') : `core/${apiVersion}`}.d.ts`;
      const source = `import type { ${kind} } from '${types}';\nexport const manifest: ${kind} = ${JSON.stringify(manifest(file), null, 2)};\n`;
      writeFileSync(join(folder, file.replace('.yaml', '.ts')), source);
    }
    const compilerOptions = {
      ...{ strict: true, noEmit: true, module: 'nodenext', moduleResolution: 'nodenext', types: [] },
      paths: { 'kubernetes-types/*': [resolve('node_modules/kubernetes-types/*')] },
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    return spawnSync('node', ['node_modules/typescript/bin/tsc', '-p', folder], { encoding: 'utf8' }).stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
