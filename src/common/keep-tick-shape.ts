import { executionAsyncResource } from 'node:async_hooks';

let kept: object | undefined;

/**
 * Keeps `process.nextTick` fast for as long as the process lives, by holding on to the object of one tick.
 *
 * Node makes a tick's object with computed keys. In V8 before 13 (Node 20 and 22) the compiler knows their places only
 * as long as that object's hidden class lives: a full collection that comes while no tick waits takes the class away, and
 * from then on every tick calls into the runtime, 214 ns instead of 48 (docs/adr/0024-a-tick-that-stays.md). Whether
 * that happens to a process is chance; to one that has read a log at its start it nearly always does.
 *
 * Called by programs, before anything else.
 * @returns what is held, once there is a tick
 */
export function keepTickShape(): Promise<object> {
  return new Promise((resolve) => {
    process.nextTick(() => resolve((kept ??= executionAsyncResource())));
  });
}
