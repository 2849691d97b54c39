import { setTimeout } from 'node:timers/promises';
import { GUARD_BYTES } from '../../src/cache/lua/scripts.js';
import { SYSTEM_RUNTIME } from '../../src/cache/runtime.js';
import { openRedis, type RedisClient } from '../../src/cache/tiers/redis-client.js';
import { RedisTier } from '../../src/cache/tiers/redis-tier.js';
import type { Fill, RemoteRead } from '../../src/cache/tiers/remote-tier.port.js';
import type { EmbeddedRedis } from '../../src/embedded/embedded-redis.js';
import { startRedisForSuite } from '../support/servers.js';
import { Chance } from './chance.js';
import { FakeRedis } from './fake-remote.js';

const SEQUENCES = 100;
const COMMANDS = 25;
const TTL_MS = 600_000;
/** Where in a guard the lease's end is. */
const END_OFFSET = 34;

/** What is kept of an entry, without its times. */
interface State {
  readonly value: string | undefined;
  readonly stamp: number;
  readonly floor: number;
  readonly token: string | undefined;
}

const fillOf = (token: string, stamp: number, acceptsBelowFloor = false): Fill => ({
  token,
  stamp,
  value: Buffer.from(`value ${stamp}`),
  ttlMs: TTL_MS,
  acceptsBelowFloor,
});

/** Each tells the end of a lease by its own clock. */
const withoutTime = (reply: RemoteRead): unknown => (reply.kind === 'busy' ? { kind: 'busy' } : reply);

describe('the simulated Redis and the scripts in a real one', () => {
  let server: EmbeddedRedis;
  let client: RedisClient;
  let tier: RedisTier;
  let fake: FakeRedis;

  beforeAll(async () => {
    server = await startRedisForSuite();
    // Not the product's 100 ms: a machine that is busy with other suites must not look like a difference.
    client = openRedis(server.uri, { socketTimeout: 10_000 });
    tier = new RedisTier(client, SYSTEM_RUNTIME, {
      budgetMs: 10_000,
      retryOnTimeout: false,
      onBreaker: () => {},
      onCorrupted: () => {},
      onRefusal: () => {},
    });
    await tier.waitUntilReady(10_000);
  });
  beforeEach(() => {
    fake = new FakeRedis(() => Date.now());
  });
  afterAll(async () => {
    await tier?.close();
    await server?.stop();
  });

  async function realState(key: string): Promise<State | null> {
    const entry = await client.get(key);
    if (entry === null) return null;
    const [stamp, floor, , ...token] = entry.slice(0, GUARD_BYTES).trim().split(' ');
    const value = entry.slice(GUARD_BYTES);
    return {
      value: value === '' ? undefined : value,
      stamp: Number(stamp),
      floor: Number(floor),
      token: token.join('').replace(/^-+$/, '') || undefined,
    };
  }

  function fakeState(key: string): State | null {
    const held = fake.entries.get(key);
    if (!held) return null;
    const { value, floor, lease } = held;
    return { value: value?.sealed.toString(), stamp: value?.stamp ?? -1, floor, token: lease?.token };
  }

  async function endLease(key: string): Promise<void> {
    if ((await realState(key))?.token) await client.setrange(key, END_OFFSET, '1'.padStart(16, '0'));
    const held = fake.entries.get(key);
    if (held?.lease) fake.entries.set(key, { ...held, lease: { ...held.lease, until: 1 } });
  }

  /** Sends one command to both; its name, and what each answered. */
  async function command(chance: Chance, key: string): Promise<[string, unknown, unknown]> {
    const token = chance.pick(['one', 'two', 'three']);
    const stamp = chance.between(1, 9);
    const yes = chance.happens(0.3);
    switch (chance.between(0, 6)) {
      case 0:
      case 1: {
        const leastStamp = chance.happens(0.5) ? 0 : stamp;
        const request = { token, leastStamp, acceptsBelowFloor: yes };
        const real = await tier.getOrLease(key, request);
        const simulated = fake.getOrLease(key, request);
        return [`getOrLease ${JSON.stringify(request)}`, withoutTime(real), withoutTime(simulated)];
      }
      case 2:
      case 3: {
        const fill = fillOf(token, stamp, yes);
        return [`fill ${token} ${stamp} ${yes}`, await tier.fill(key, fill), fake.fill(key, fill)];
      }
      case 4:
        await tier.invalidate([{ key, keepsValue: yes }], stamp);
        fake.invalidate(key, yes, stamp);
        return [`invalidate ${stamp} ${yes}`, null, null];
      case 5:
        return ['look', await tier.look(key), fake.look(key)];
      default:
        if (yes) {
          await endLease(key);
          return ['the lease ends', null, null];
        }
        await tier.release(key, token);
        fake.release(key, token);
        return [`release ${token}`, null, null];
    }
  }

  it('answer and keep the same, whatever they are sent', async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= SEQUENCES; seed += 1) {
      const chance = new Chance(seed);
      const key = `twin:${seed}`;
      const sent: string[] = [];
      for (let n = 0; n < COMMANDS; n += 1) {
        const [name, real, simulated] = await command(chance, key);
        sent.push(name);
        const context = { seed, sent };
        expect({ ...context, answer: simulated }).toEqual({ ...context, answer: real });
        expect({ ...context, state: fakeState(key) }).toEqual({ ...context, state: await realState(key) });
        seen.add(typeof real === 'string' ? real : ((real as { kind?: string } | null)?.kind ?? ''));
      }
    }
    expect([...seen]).toEqual(
      expect.arrayContaining(['value', 'lease', 'busy', 'none', 'filled', 'lost', 'floor', 'older']),
    );
  }, 60_000);

  it('tell who waits for a load of the next one', async () => {
    const ask = (token: string) => ({ token, leastStamp: 0, acceptsBelowFloor: false });
    for (const remote of [tier, fake]) {
      const busy = async () => {
        const reply = await remote.getOrLease('turns', ask('waiting'));
        return reply.kind === 'busy' ? reply.until : NaN;
      };
      await remote.getOrLease('turns', ask('one'));
      const [first, again] = [await busy(), await busy()];
      await remote.release('turns', 'one');
      await setTimeout(2);
      await remote.getOrLease('turns', ask('two'));
      expect([again, (await busy()) > first]).toEqual([first, true]);
    }
  });

  it('let nobody fill without the lease: not a stranger, not after a flush', async () => {
    const ask = { token: 'mine', leastStamp: 0, acceptsBelowFloor: false };
    expect([await tier.getOrLease('lease', ask), fake.getOrLease('lease', ask)]).toEqual([
      { kind: 'lease' },
      { kind: 'lease' },
    ]);
    const stranger = fillOf('stranger', 5);
    expect([await tier.fill('lease', stranger), fake.fill('lease', stranger)]).toEqual(['lost', 'lost']);
    await client.flushall();
    fake.entries.clear();
    const late = fillOf('mine', 5);
    expect([await tier.fill('lease', late), fake.fill('lease', late)]).toEqual(['lost', 'lost']);
    expect([await client.exists('lease'), fake.entries.size]).toEqual([0, 0]);
  });
});
