import type { PlannedFault } from './faults.js';
import { planOf, simulate, type Outcome } from './world.js';

/** Leaves out faults of a failing schedule one by one as long as it still fails; the last run is traced. */
export async function shrink(seed: number): Promise<Outcome> {
  let faults: readonly PlannedFault[] = planOf(seed);
  for (let smaller = true; smaller;) {
    smaller = false;
    for (const left of faults) {
      const fewer = faults.filter((fault) => fault !== left);
      if ((await simulate(seed, fewer)).violations.length === 0) continue;
      faults = fewer;
      smaller = true;
      break;
    }
  }
  return simulate(seed, faults, true);
}
