import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

interface Resources {
  readonly memory?: string;
  readonly cpus?: string;
}

interface Service {
  readonly image?: string;
  readonly build?: { readonly dockerfile: string };
  readonly container_name: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: string;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly deploy?: {
    readonly resources: { readonly limits?: Resources; readonly reservations?: Resources };
  };
  readonly healthcheck?: {
    readonly test: string | readonly string[];
    readonly interval: string;
    readonly timeout: string;
    readonly retries: number;
    readonly start_period?: string;
  };
  readonly restart: string;
  readonly read_only?: boolean;
  readonly logging: { readonly driver: string; readonly options: Readonly<Record<string, string>> };
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, { readonly name: string; readonly driver: string }>>;
}

const compose = parse(readFileSync('docker-compose.yml', 'utf8')) as Compose;

function service(name: string): Service {
  const found = compose.services[name];
  if (!found) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
}

/** The interface and container port of `interface:host:container`. */
function publishedBy(name: string): readonly string[] {
  return service(name).ports ?? [];
}

describe('docker-compose.yml', () => {
  it('has every service under the name that others reach it by', () => {
    const names = Object.entries(compose.services).map(([name, { container_name }]) => [
      name,
      container_name,
    ]);
    expect(Object.fromEntries(names)).toEqual({
      mongo: 'elearning-mongo',
      'mongo-init': 'elearning-mongo-init',
      redis: 'elearning-redis',
      app: 'elearning-app',
      'redis-exporter': 'redis-exporter',
    });
  });

  it('takes images of a stated version', () => {
    const images = Object.values(compose.services).flatMap(({ image }) => image ?? []);
    expect(images).toEqual(
      expect.arrayContaining([
        'mongo:6.0',
        'redis:7-alpine',
        expect.stringMatching(/^oliver006\/redis_exporter:v/),
      ]),
    );
    expect(images.filter((image) => !/:[\w.-]+$/.test(image) || image.endsWith(':latest'))).toEqual([]);
  });

  it('builds the app from the Dockerfile and publishes it on 8000', () => {
    expect(service('app').build?.dockerfile).toBe('Dockerfile');
    expect(publishedBy('app')).toEqual(['8000:8000']);
  });

  it('publishes no port of Redis', () => {
    expect(publishedBy('redis')).toEqual([]);
  });

  it.each([
    ['mongo', '127.0.0.1:27017:27017'],
    ['redis-exporter', '127.0.0.1:9121:9121'],
  ])('publishes %s to this machine only', (name, port) => {
    expect(publishedBy(name)).toEqual([port]);
  });

  it.each([
    ['mongo', { memory: '1G', cpus: '1.0' }],
    ['redis', { memory: '512M', cpus: '0.5' }],
    ['app', { memory: '1G', cpus: '1.0' }],
  ])('limits what %s takes', (name, limits) => {
    expect(service(name).deploy?.resources.limits).toEqual(limits);
  });

  it('reserves what Redis needs', () => {
    expect(service('redis').deploy?.resources.reservations).toEqual({ memory: '256M', cpus: '0.25' });
  });

  it.each(['mongo', 'redis', 'app', 'redis-exporter'])('checks the health of %s and restarts it', (name) => {
    const { healthcheck, restart } = service(name);
    expect(healthcheck).toMatchObject({ interval: '30s', timeout: '10s', retries: 3 });
    expect(restart).toBe('unless-stopped');
  });

  it('gives Redis and the app time to start', () => {
    expect(service('redis').healthcheck?.start_period).toBe('30s');
    expect(service('app').healthcheck?.start_period).toBe('40s');
  });

  it('asks the app for /health', () => {
    expect(service('app').healthcheck?.test).toContain('http://127.0.0.1:8000/health');
  });

  it('asks MongoDB for a ping', () => {
    expect(service('mongo').healthcheck?.test).toBe(
      `echo 'db.runCommand("ping").ok' | mongosh localhost:27017/test --quiet`,
    );
  });

  it('asks Redis for a ping that fails on NOAUTH', () => {
    expect(service('redis').healthcheck?.test).toEqual(['CMD', 'redis-cli', '-e', 'ping']);
  });

  it('keeps data in named volumes', () => {
    expect(Object.keys(compose.volumes)).toEqual(['mongo-data', 'redis-data']);
    expect(service('mongo').volumes).toContain('mongo-data:/data/db');
    expect(service('redis').volumes).toContain('redis-data:/data');
  });

  it('mounts redis.conf and mongo-init.sh read-only', () => {
    expect(service('redis').volumes).toContain('./redis.conf:/usr/local/etc/redis/redis.conf:ro');
    expect(service('mongo-init').volumes).toEqual(['./mongo-init.sh:/scripts/mongo-init.sh:ro']);
    expect(service('mongo-init').entrypoint).toEqual(['/bin/bash', '/scripts/mongo-init.sh']);
  });

  it('joins everything by one bridge', () => {
    expect(compose.networks).toEqual({ elearning_net: { name: 'elearning_net', driver: 'bridge' } });
    expect(Object.values(compose.services).map(({ networks }) => networks)).toEqual(
      Object.keys(compose.services).map(() => ['elearning_net']),
    );
  });

  it('bounds the logs of every service', () => {
    const bounded = { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } };
    expect(Object.values(compose.services).map(({ logging }) => logging)).toEqual(
      Object.keys(compose.services).map(() => bounded),
    );
  });

  it('runs MongoDB as the replica set rs0', () => {
    expect(service('mongo').command).toEqual(['--replSet', 'rs0', '--bind_ip_all']);
    expect(service('app').environment?.['MONGO_URI']).toContain(
      'mongodb://elearning-mongo:27017/elearning?replicaSet=rs0',
    );
  });

  it('starts the app after the replica set is made and Redis answers', () => {
    expect(service('app').depends_on).toEqual({
      'mongo-init': { condition: 'service_completed_successfully' },
      mongo: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    });
    expect(service('mongo-init').depends_on).toEqual({ mongo: { condition: 'service_healthy' } });
    expect(service('redis-exporter').depends_on).toEqual({ redis: { condition: 'service_healthy' } });
  });

  it('refuses to start without a password for Redis', () => {
    const required = '${REDIS_PASSWORD:?set REDIS_PASSWORD in .env}';
    expect(service('redis').command).toEqual([
      'redis-server',
      '/usr/local/etc/redis/redis.conf',
      '--requirepass',
      required,
    ]);
    expect(service('redis').environment?.['REDISCLI_AUTH']).toBe(required);
    expect(service('redis-exporter').environment).toEqual({
      REDIS_ADDR: 'redis://elearning-redis:6379',
      REDIS_PASSWORD: required,
    });
    expect(service('app').environment?.['REDIS_URL']).toContain(
      'redis://:${REDIS_PASSWORD}@elearning-redis:6379/0',
    );
  });

  it('lets the app read .env but not write its own files', () => {
    expect(service('app')).toMatchObject({ env_file: '.env', read_only: true });
  });
});
