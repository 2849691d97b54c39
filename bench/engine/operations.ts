import { median } from '../measure/samples.js';
import type { EngineSubject } from './engine-subject.js';
import { timeConcurrently, timeEach } from './timing.js';

/** One thing that is measured at every subject that can do it. */
export interface Operation {
  readonly name: string;
  readonly needs: 'memory' | 'redis' | 'any tier' | 'nothing';
  /** @returns microseconds an operation */
  measure(subject: EngineSubject, fresh: () => string): Promise<number>;
}

const HOT = 100;
const HELD = 2_000;
const WIDTH = 50;
/** A pass takes some 20 ms. After waiting for its turn a process has a cold compiler and a shrunken heap to make up for. */
const UNCOUNTED = 20;
const PASSES = 7;
const FILLS = 8;
const WAITERS = 1_000;

const held = (number: number): string => `thing:${number % HELD}`;

/** Puts everything that is read later where it is read from; several times, since a cold tier may lose some. */
export async function fill(subject: EngineSubject, loads: () => number): Promise<void> {
  if (subject.tiers.length === 0) return;
  for (let attempt = 0; attempt < FILLS; attempt += 1) {
    const before = loads();
    await subject.forgetMemory();
    await timeConcurrently(HELD, WIDTH, (number) => subject.get(held(number)));
    if (loads() === before) return;
  }
}

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'memory_hit',
    needs: 'memory',
    measure: async (subject) => {
      await timeEach(HOT, (number) => subject.get(held(number)));
      return await timeEach(20_000, (number) => subject.get(held(number % HOT)));
    },
  },
  {
    name: 'redis_hit_1',
    needs: 'redis',
    measure: async (subject) => {
      await subject.forgetMemory();
      return await timeEach(500, (number) => subject.get(held(number)));
    },
  },
  {
    name: 'redis_hit_50',
    needs: 'redis',
    measure: async (subject) => {
      const passes: number[] = [];
      for (let pass = -UNCOUNTED; pass < PASSES; pass += 1) {
        await subject.forgetMemory();
        const each = await timeConcurrently(HELD, WIDTH, (number) => subject.get(held(number)));
        if (pass >= 0) passes.push(each);
      }
      return median(passes) ?? NaN;
    },
  },
  {
    name: 'miss',
    needs: 'nothing',
    measure: (subject, fresh) => timeMisses(() => subject.get(fresh())),
  },
  {
    name: 'waiters',
    needs: 'nothing',
    measure: async (subject, fresh) => {
      const key = fresh();
      const began = performance.now();
      await Promise.all(Array.from({ length: WAITERS }, () => subject.get(key)));
      return (performance.now() - began) * 1_000;
    },
  },
  {
    name: 'invalidate',
    needs: 'any tier',
    measure: async (subject, fresh) => {
      const keys = Array.from({ length: 200 }, fresh);
      for (const key of keys) await subject.get(key);
      return await timeEach(keys.length, (number) => subject.invalidate(keys[number] as string));
    },
  },
];

/** One after another; the first ones warm up. */
async function timeMisses(miss: () => unknown): Promise<number> {
  await timeEach(400, miss);
  return await timeEach(200, miss);
}

/** Whether an operation reads from a tier alone: whatever was loaded meanwhile, that tier had lost. */
export function isHit({ needs }: Operation): boolean {
  return needs === 'memory' || needs === 'redis';
}

/** Whether a subject has what an operation needs. */
export function canDo(
  { tiers, sharesLoads }: Pick<EngineSubject, 'tiers' | 'sharesLoads'>,
  { name, needs }: Operation,
): boolean {
  if (name === 'waiters') return sharesLoads;
  if (needs === 'nothing') return true;
  return needs === 'any tier' ? tiers.length > 0 : tiers.includes(needs);
}
