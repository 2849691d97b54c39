import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than the clients of MongoDB's log wait for anything, in milliseconds. */
const LONG_MS = 2_500;

/** Lets what was begun go a step, and then this process do nothing for a while, as one that has no processor. */
export async function standStill(): Promise<void> {
  await sleep(1);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LONG_MS);
}
