import { describe, expect, it } from '@jest/globals';
import type { Plan, PlannedAct } from './plan.js';
import { simulate } from './world.js';

const read = (at: number, place: number): PlannedAct => ({
  kind: 'read',
  at,
  place,
  row: 'dynamic',
  id: 'a',
});
const write = (at: number): PlannedAct => ({
  ...{ kind: 'write', at, place: 1, tells: true, carries: false },
  changes: [{ id: 'a', deletes: false }],
});

/**
 * A client writes, reads what it wrote on one instance, changes it on the other, and asks the first, parted from MongoDB,
 * again. What it asks the other last only keeps the faults from ending.
 */
const planFor = (keepsToken: boolean): Plan => ({
  seed: 1,
  instances: 2,
  latencyMs: 1,
  clients: [{ keepsToken, acts: [write(500), read(1_000, 0), write(1_500), read(3_000, 0), read(3_800, 1)] }],
  faults: [{ name: 'instanceParted', at: 1_400, lasts: 2_500, place: 0 }],
});

describe('a value that may stand in while nothing can be proved', () => {
  it('is given, labelled, to a client that has no token', async () => {
    const { violations, staleReads, refused } = await simulate(planFor(false));
    expect({ violations, staleReads, refused }).toEqual({ violations: [], staleReads: 1, refused: 0 });
  });

  it('is not given to one whose token says that it has seen more: it is refused', async () => {
    const { violations, staleReads, refused } = await simulate(planFor(true));
    expect({ violations, staleReads, refused }).toEqual({ violations: [], staleReads: 0, refused: 1 });
  });
});
