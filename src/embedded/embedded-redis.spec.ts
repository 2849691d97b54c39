import { Redis } from 'ioredis';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endEmbedded, runEmbedded } from '../../test/support/run-embedded.js';
import { makeTestDir } from '../../test/support/servers.js';
import { TEST_ENV } from '../../test/support/test-env.js';
import { startEmbeddedRedis, type EmbeddedRedis, type EmbeddedRedisOptions } from './embedded-redis.js';
import { identifyProcess } from './process-identity.js';

const binary = process.env[TEST_ENV.redisServer] ?? '';

describe('an embedded Redis', () => {
  const started: EmbeddedRedis[] = [];

  afterEach(async () => {
    await endEmbedded();
    await Promise.all(started.splice(0).map((redis) => redis.stop()));
  });

  async function start(options: Omit<EmbeddedRedisOptions, 'binary'>): Promise<EmbeddedRedis> {
    const redis = await startEmbeddedRedis({ binary, ...options });
    started.push(redis);
    return redis;
  }

  async function visit<T>(uri: string, work: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(uri);
    try {
      return await work(client);
    } finally {
      client.disconnect();
    }
  }

  it('keeps its data and its port between runs', async () => {
    const dir = makeTestDir('redis');
    const first = await start({ dir, persistent: true });
    await visit(first.uri, (client) => client.set('course', 'Calculus'));
    await first.stop();
    const second = await start({ dir, persistent: true });
    expect(second.uri).toBe(first.uri);
    expect(await visit(second.uri, (client) => client.get('course'))).toBe('Calculus');
  });

  it('throws data away that it cannot read: it is a cache', async () => {
    const dir = makeTestDir('redis');
    writeFileSync(join(dir, 'tiercel.rdb'), 'of another kind');
    const redis = await start({ dir, persistent: true });
    expect(await visit(redis.uri, (client) => client.dbsize())).toBe(0);
  });

  it('writes no data to disk unless it is to be kept', async () => {
    const dir = makeTestDir('redis');
    const redis = await start({ dir });
    await visit(redis.uri, (client) => client.set('course', 'Calculus'));
    await redis.stop();
    expect(readdirSync(dir).toSorted()).toEqual(['port', 'redis-server.log']);
  });

  it('takes further arguments', async () => {
    const redis = await start({ dir: makeTestDir('redis'), args: ['--maxmemory', '2mb'] });
    const settings = await visit(redis.uri, (client) => client.config('GET', 'maxmemory'));
    expect(settings).toEqual(['maxmemory', String(2 * 1024 * 1024)]);
  });

  it('that cannot start tells the reason from its log', async () => {
    const args = ['--maxmemory-policy', 'sometimes'];
    await expect(start({ dir: makeTestDir('redis'), args })).rejects.toThrow(
      /^redis-server ended while starting: .*argument/i,
    );
  });

  it('that another process left running is stopped, and its port taken over', async () => {
    const dir = makeTestDir('redis');
    const crashed = await runEmbedded('redis', dir, binary);
    const orphan = crashed.result?.pid ?? 0;
    await crashed.end('SIGKILL');
    expect(identifyProcess(orphan)).toBeDefined();
    const redis = await start({ dir });
    expect(identifyProcess(orphan)).toBeUndefined();
    expect(redis.uri).toBe(crashed.result?.uri);
  });

  it('ends with the process that runs it', async () => {
    const dir = makeTestDir('redis');
    const program = await runEmbedded('redis', dir, binary);
    const { pid } = JSON.parse(readFileSync(join(dir, 'process.json'), 'utf8')) as { pid: number };
    expect(pid).toBe(program.result?.pid);
    await program.end('SIGTERM');
    await until(() => identifyProcess(pid) === undefined);
  });
});

/** Looks again and again until it is so; the test's time limit is the bound. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
