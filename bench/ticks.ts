import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { keepTickShape } from '../src/common/keep-tick-shape.js';

/**
 * Times `process.nextTick` after full collections, as a process is that has read much at its start
 * (docs/adr/0024-a-tick-that-stays.md):
 *
 *     node --expose-gc --import @swc-node/register/esm-register bench/ticks.ts [--keep]
 */
const BEFORE = 2_000;
const COLLECTIONS = 3;
const ROUNDS = 5;
const TICKS = 1_000_000;

const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false } } });
const collect = globalThis.gc;
if (!collect) throw new Error('Run me with node --expose-gc.');

function tick(times: number): Promise<void> {
  return new Promise((resolve) => {
    let left = times;
    const next = (): void => {
      left -= 1;
      if (left > 0) process.nextTick(next);
      else resolve();
    };
    next();
  });
}

if (values.keep) await keepTickShape();
await tick(BEFORE);
for (let round = 0; round < COLLECTIONS; round += 1) {
  // Between two events, where no tick waits.
  await sleep(5);
  collect();
}
for (let round = 0; round < ROUNDS; round += 1) {
  const began = performance.now();
  await tick(TICKS);
  console.info(
    `${(((performance.now() - began) * 1e6) / TICKS).toFixed(0)} ns a tick, ${values.keep ? 'kept' : 'not kept'}`,
  );
}
