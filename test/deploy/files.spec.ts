import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { EmbeddedEnvSchema, EnvSchema } from '../../config/index.js';

const read = (path: string): string => readFileSync(path, 'utf8');

/** Directives of redis.conf; `save` may stand several times. */
function directives(): readonly string[] {
  return read('redis.conf')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

describe('redis.conf', () => {
  it('holds the settings of the caching strategy', () => {
    expect(directives()).toEqual([
      'maxmemory 256mb',
      'maxmemory-policy allkeys-lru',
      'save 900 1',
      'save 300 10',
      'save 60 10000',
      'appendonly yes',
      'appendfsync everysec',
      'tcp-keepalive 300',
      'timeout 0',
      'tcp-backlog 511',
      'bind * -::*',
      'protected-mode yes',
      'loglevel notice',
      'logfile ""',
    ]);
  });

  it('leaves half of the container to copies, buffers and fragmentation', () => {
    const megabytes = Number(/^maxmemory (\d+)mb$/m.exec(read('redis.conf'))?.[1]);
    expect(megabytes).toBeLessThanOrEqual(512 / 2);
  });

  it('holds no password', () => {
    expect(directives().filter((line) => /requirepass|masterauth|user /.test(line))).toEqual([]);
  });
});

describe('.env.example', () => {
  const lines = read('.env.example').split('\n');
  const variables = lines.flatMap((line) => /^#?([A-Z][A-Z_]*)=/.exec(line)?.[1] ?? []);
  const examples = new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^#([A-Z][A-Z_]*)=(.+)$/.exec(line) ?? [];
      return name !== undefined && value !== undefined ? [[name, value] as const] : [];
    }),
  );

  it("names exactly the variables of the schemas, once each, and Compose's own password", () => {
    expect(variables.toSorted()).toEqual(
      [...Object.keys(EmbeddedEnvSchema.shape), 'REDIS_PASSWORD'].toSorted(),
    );
  });

  it('shows values that the schema takes, and its defaults where it has some', () => {
    const shown = EnvSchema.parse({ JWT_SECRET: 'x'.repeat(32), ...Object.fromEntries(examples) });
    const defaults = EnvSchema.parse({ JWT_SECRET: 'x'.repeat(32), MONGO_URI: 'mongodb://example/app' });
    expect({ ...shown, MONGO_URI: '', REDIS_URL: '', CORS_ORIGINS: [] }).toEqual({
      ...defaults,
      MONGO_URI: '',
      REDIS_URL: '',
      CORS_ORIGINS: [],
    });
  });

  it('sets nothing but the two secrets, and those to nothing', () => {
    expect(lines.filter((line) => /^[A-Z]/.test(line))).toEqual(['JWT_SECRET=', 'REDIS_PASSWORD=']);
  });

  it('is the only file of its kind that Git takes', () => {
    const { stdout } = spawnSync('git', ['check-ignore', '.env', '.env.example'], { encoding: 'utf8' });
    expect(stdout.trim()).toBe('.env');
  });
});

describe('Dockerfile', () => {
  const instructions = read('Dockerfile')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line));
  const stages = instructions.filter((line) => line.startsWith('FROM '));
  const runtime = instructions.slice(instructions.lastIndexOf(stages.at(-1) ?? ''));

  it('builds in stages on one base', () => {
    expect(stages).toEqual([
      'FROM node:24-alpine AS build',
      'FROM node:24-alpine AS dependencies',
      'FROM node:24-alpine AS runtime',
    ]);
  });

  it('ships no development dependency', () => {
    expect(instructions.filter((line) => line.startsWith('RUN npm ci --omit=dev'))).toHaveLength(1);
    expect(runtime).toContain('COPY --from=dependencies /app/node_modules ./node_modules');
    expect(runtime.filter((line) => line.startsWith('RUN'))).toEqual([]);
  });

  it('runs as a user that is not root', () => {
    expect(runtime).toContain('USER 1000:1000');
  });

  it('checks /health and runs the server itself, so that signals reach it', () => {
    expect(runtime.find((line) => line.startsWith('HEALTHCHECK'))).toContain('/health');
    expect(runtime.at(-1)).toBe('CMD ["node", "dist/src/main.js"]');
  });

  it('copies only what .dockerignore lets in', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    const copied = instructions
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(allowed).toEqual(expect.arrayContaining(copied));
  });
});

describe('scripts', () => {
  it.each(['deploy.sh', 'mongo-init.sh', '.ci/run'])(
    '%s is executable bash that parses and stops on errors',
    (path) => {
      accessSync(path, constants.X_OK);
      expect(spawnSync('bash', ['-n', path], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
      expect(read(path)).toMatch(/^#!.*bash\n[^]*\nset -euo pipefail\n/);
    },
  );
});
