import type { Fault } from './fault.js';
import { faultsOf } from './faults.js';
import type { TopologyName } from './redis-topology.js';

export interface Plan {
  /** How long each fault is repeated alone; 0: never. */
  readonly seconds: number;
  /** How long all of them strike in turn; 0: never. */
  readonly mixed: number;
  readonly only?: string;
  readonly quick?: boolean;
}

export interface PlannedPhase {
  readonly name: string;
  readonly faults: readonly Fault[];
  readonly seconds: number;
}

/** Seconds of all faults in turn, and of those of Redis alone, in a quick run. */
const QUICK = { mixed: 35, redis: 10 };

/**
 * What is run on one topology. What a fault of MongoDB or of an instance does alone does not depend on how many
 * Redis servers there are, so alone it is repeated on a single Redis only; mixed, all strike everywhere.
 */
export function planOf(topology: TopologyName, { seconds, mixed, only, quick }: Plan): PlannedPhase[] {
  const faults = faultsOf(topology, only);
  const phase = (what: string, which: readonly Fault[], length: number): PlannedPhase => ({
    ...{ name: `${topology}: ${what}`, faults: which, seconds: length },
  });
  const onRedis = faults.filter(({ strikes }) => strikes === 'redis');
  const alone = faults.filter((fault) => topology === 'single' || isItsOwn(fault) || only !== undefined);
  const together = quick ? QUICK : lengthsOf(topology, mixed);
  return [
    ...(quick ? [] : alone).map((fault) => phase(fault.name, [fault], seconds)),
    phase('Redis only', onRedis, together.redis),
    phase('mixed', faults, together.mixed),
  ].filter(({ faults: those, seconds: length }) => those.length > 0 && length > 0);
}

/** Half as long where most of what strikes has been seen on a single Redis, so that the whole takes 45 minutes at most. */
function lengthsOf(
  topology: TopologyName,
  mixed: number,
): { readonly mixed: number; readonly redis: number } {
  if (topology !== 'single') return { mixed: Math.ceil(mixed / 2), redis: 0 };
  return { mixed, redis: Math.ceil(mixed / 4) };
}

/** It happens in that topology only, or something else happens there: another server takes over. */
function isItsOwn({ only, name }: Fault): boolean {
  return only !== undefined || name === 'Redis frozen';
}
