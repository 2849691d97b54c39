import { jest } from '@jest/globals';
import { Chance } from '../simulation/chance.js';
import { faultsOf } from './faults.js';
import type { World } from './world.js';

const PATIENCE_MS = 31_000;

/** A master that nobody follows and that holds nothing. */
const ALONE = { client: { role: async () => ['master', 0, []], scan: async () => ['0', []] } };

/** One that has nobody to give its keys to. */
const HOLDING = { client: { ...ALONE.client, scan: async () => ['0', ['key']], cluster: async () => 1 } };

const worldOf = (masters: readonly unknown[]): World =>
  ({
    redis: { masters: async () => masters, nodes: masters },
    client: { db: () => ({ command: () => Promise.reject(new Error('an election is under way')) }) },
  }) as unknown as World;

describe('a fault of the chaos that cannot be done', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it.each([
    ['sentinel', 'failover that loses', []],
    ['sentinel', 'master killed', []],
    ['cluster', 'takeover that loses', []],
    ['cluster', 'takeover that loses', [ALONE]],
    ['cluster', 'slots moving', []],
    ['cluster', 'slots moving', [HOLDING]],
    ['cluster', 'slots moving', [ALONE, { ...ALONE }]],
    ['sentinel', 'FLUSHALL', []],
    ['single', 'steps down', []],
  ] as const)('says so: %s, %s, masters %j', async (topology, name, masters) => {
    const [fault] = faultsOf(topology, name);
    const done = fault!
      .run(worldOf(masters), new Chance(1), () => true)
      .then(
        () => 'done',
        (error: unknown) => String(error),
      );
    await jest.advanceTimersByTimeAsync(PATIENCE_MS);
    expect(await done).toMatch(/^Error: /);
  });
});
