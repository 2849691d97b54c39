import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { parse } from 'yaml';
import { openRedis, type RedisClient } from '../../src/cache/tiers/redis-client.js';
import { findFreePort } from '../../src/embedded/free-port.js';
import { ServerProcess } from '../../src/embedded/server-process.js';
import { eventually } from '../support/eventually.js';
import { makeTestDir } from '../support/servers.js';
import { TEST_ENV } from '../support/test-env.js';

interface Service {
  readonly image: string;
  readonly command: readonly [script: string, kind: string, settings: string];
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
}
type Kind = 'redis' | 'sentinel';

/** A sentinel asks its master for replicas every ten seconds: those that came after its first question are met at the second. */
const DISCOVERY_MS = 25_000;
const FOLDER = 'deploy/sentinel';
const readServices = (path: string) =>
  (parse(readFileSync(path, 'utf8'), { merge: true }) as { services: Record<string, Service> }).services;
const services = readServices(join(FOLDER, 'compose.yml'));
const SETTINGS = { redis: resolve('redis.conf'), sentinel: resolve(FOLDER, 'sentinel.conf') };
const PASSWORD = 'known-to-the-tests';

describe('the files of deploy/sentinel, run', () => {
  const folder = makeTestDir('trio');
  const members = new Map<number, ServerProcess>();
  const clients: RedisClient[] = [];
  let redisPorts: number[];
  let sentinels: Redis[];
  let product: RedisClient;

  /** Runs a member as compose.yml does, on a port of its own. */
  async function start(kind: Kind, port: number, master = redisPorts[0]): Promise<void> {
    const env = {
      PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
      ...{ NAME: '127.0.0.1', PORT: port, MASTER: `127.0.0.1 ${master}`, REDIS_PASSWORD: PASSWORD },
    };
    const given = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    const member = await ServerProcess.start({
      ...{ name: kind, binary: 'env', dir: join(folder, String(port)) },
      args: [...given, resolve(FOLDER, 'start.sh'), kind, SETTINGS[kind]],
    });
    members.set(port, member);
  }

  function connect<C extends RedisClient>(client: C): C {
    client.on('error', () => undefined);
    clients.push(client);
    return client;
  }
  const open = (port: number) => connect(new Redis(port, { password: PASSWORD }));
  const freePorts = async () => [await findFreePort(), await findFreePort(), await findFreePort()];
  const roleOf = async (client: RedisClient) => ((await client.role().catch(() => [])) as [string?])[0];

  beforeAll(async () => {
    mkdirSync(join(folder, 'bin'));
    const server = process.env[TEST_ENV.redisServer] ?? '';
    if (isAbsolute(server)) symlinkSync(server, join(folder, 'bin', 'redis-server'));
    redisPorts = await freePorts();
    const sentinelPorts = await freePorts();
    for (const port of redisPorts) await start('redis', port);
    for (const port of sentinelPorts) await start('sentinel', port);
    sentinels = sentinelPorts.map((port) => connect(new Redis(port)));
    const hosts = sentinelPorts.map((port) => `127.0.0.1:${port}`).join(',');
    product = connect(openRedis(`redis+sentinel://:${PASSWORD}@${hosts}/tiercel`));
    await eventually(
      'sentinels that know one another and both replicas',
      async () => {
        const ask = (what: string) =>
          sentinels.map(
            (client) => client.call('SENTINEL', what, 'tiercel').catch(() => []) as Promise<unknown[]>,
          );
        const [others, replicas] = await Promise.all([
          Promise.all(ask('SENTINELS')),
          Promise.all(ask('REPLICAS')),
        ]);
        return [...others, ...replicas].every(({ length }) => length === 2);
      },
      DISCOVERY_MS,
    );
  });
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await Promise.all([...members.values()].map((member) => member.stop()));
  });

  it('have a majority that can choose a master', async () => {
    expect(await sentinels[0]?.call('SENTINEL', 'CKQUORUM', 'tiercel')).toMatch(/^OK 3 usable Sentinels/);
  });

  it('are reached by the product with a URL that names the sentinels and the master', async () => {
    await eventually('the product is connected', () => product.status === 'ready');
    expect(await roleOf(product)).toBe('master');
    expect(await product.set('key', 'value')).toBe('OK');
  });

  it('have the settings of redis.conf, and refuse who has no password', async () => {
    const replica = open(redisPorts[1] ?? 0);
    expect(await replica.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'allkeys-lru']);
    expect(await replica.config('GET', 'maxmemory')).toEqual(['maxmemory', String(256 * 1_024 ** 2)]);
    await expect(connect(new Redis(redisPorts[1] ?? 0)).get('key')).rejects.toThrow('NOAUTH');
  });

  it('have who was made a replica start as one from then on', async () => {
    const port = await findFreePort();
    const member = open(port);
    await start('redis', port, port);
    await eventually('it is there', async () => (await roleOf(member)) === 'master');
    // What a sentinel tells a former master.
    await member.replicaof('127.0.0.1', redisPorts[0] ?? 0);
    await member.config('REWRITE');
    await members.get(port)?.stop();
    await start('redis', port, port);
    await eventually('it is back', async () => (await roleOf(member)) !== undefined);
    expect(await roleOf(member)).toBe('slave');
  });
});

describe('compose.yml of deploy/sentinel', () => {
  const named = (kind: Kind) => Object.keys(services).filter((name) => name.startsWith(kind));

  it('runs three of each, under the names that they tell one another', () => {
    expect(Object.keys(services)).toEqual([...named('redis'), ...named('sentinel')]);
    for (const kind of ['redis', 'sentinel'] as const) {
      expect(named(kind)).toEqual([1, 2, 3].map((n) => `${kind}-${n}`));
      for (const name of named(kind)) {
        expect(services[name]?.environment).toMatchObject({ NAME: name, MASTER: 'redis-1 6379' });
      }
    }
  });

  it('runs start.sh on the settings that the tests ran it on', () => {
    for (const { command, volumes } of Object.values(services)) {
      const [script, kind, settings] = command;
      const mounted = (target: string) =>
        volumes.find((volume) => volume.endsWith(`:${target}:ro`))?.split(':')[0];
      expect(resolve(FOLDER, mounted(settings) ?? '')).toBe(SETTINGS[kind as Kind]);
      expect(resolve(FOLDER, mounted(script) ?? '')).toBe(resolve(FOLDER, 'start.sh'));
    }
  });

  it('takes the image of docker-compose.yml', () => {
    const image = readServices('docker-compose.yml')['redis']?.image;
    expect(new Set(Object.values(services).map((service) => service.image))).toEqual(new Set([image]));
  });

  it('is what docs/operations.md has the product connect to', () => {
    const url = `redis+sentinel://:PASSWORD@${named('sentinel').join(',')}/tiercel`;
    expect(readFileSync('docs/operations.md', 'utf8')).toContain(url);
  });
});
