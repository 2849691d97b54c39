import type { Bench } from '../measure/bench.js';
import { measureInstances } from './instances.js';
import { measureKeys } from './keys.js';
import { measureReplay } from './log-replay.js';
import { measureTailLag } from './tail-lag.js';

/** How it grows: with instances, with keys, with writes, with the length of the log. */
export async function measureScale(bench: Bench): Promise<void> {
  await measureInstances(bench);
  await measureKeys(bench);
  await measureTailLag(bench);
  await measureReplay(bench);
}
