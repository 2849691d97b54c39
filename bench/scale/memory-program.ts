/** A process with nothing but the product's memory tier, filled with as many keys as its argument says. */
import { defineCache } from '../../src/cache/define-cache.js';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SYSTEM_RUNTIME } from '../../src/cache/runtime.js';
import { FLOOR_SLOTS } from '../../src/cache/coherence/floors.js';
import { MemoryTier } from '../../src/cache/tiers/memory-tier.js';
import type { MemoryFigures } from './keys.js';

const MEBIBYTE = 1_024 * 1_024;
/** The default of CACHE_MAX_MEMORY_MB. */
const BOUND = 256 * MEBIBYTE;
const VALUE_BYTES = 1_000;
const READS = 200_000;
const HOUR_MS = 3_600_000;

const ROW = defineCache<number, unknown>({
  kind: 'thing',
  namespace: 'things',
  prefix: 'thing:',
  key: (number) => `thing:${number}`,
  tags: () => [],
});

const keys = Number(process.argv[2]);
const before = process.memoryUsage().rss;
const tier = new MemoryTier(SYSTEM_RUNTIME, BOUND);
const expiresAt = performance.now() + HOUR_MS;
for (let number = 0; number < keys; number += 1) {
  tier.set({
    ...{
      key: `thing:${number}`,
      kind: ROW.kind,
      row: ROW,
      tags: [],
      slots: [number % FLOOR_SLOTS],
      meta: {},
      stamp: 1,
      readAt: 1,
      loadMs: 1,
    },
    ...{ body: Buffer.alloc(VALUE_BYTES, 'x'), etag: `"${number}"` },
    ...{ expiresAt, remoteExpiresAt: expiresAt, failedRefreshes: 0, noRefreshBefore: 0 },
  });
}
const began = performance.now();
for (let read = 0; read < READS; read += 1) tier.get(`thing:${keys - 1 - (read % tier.size)}`);
const readNs = ((performance.now() - began) * 1e6) / READS;
setFlagsFromString('--expose-gc');
(runInNewContext('gc') as () => void)();
const figures: MemoryFigures = {
  entries: tier.size,
  accountedMb: tier.bytes / MEBIBYTE,
  residentMb: (process.memoryUsage().rss - before) / MEBIBYTE,
  readNs,
};
console.info(JSON.stringify(figures));
