import type { Bench } from '../measure/bench.js';
import { castFor } from './casting.js';

const CLIENTS = 8;
/** Writes that a measurement rests on at least. */
const LEAST = 200;

/** A completion with all that it outdates, against the same without a cache: rounds in turn on both. */
export async function measureWrites(bench: Bench): Promise<void> {
  const { lab, load, samples, quick, report } = bench;
  report('writes, cache on and off in turn');
  const cast = await castFor(bench, 'catalogue');
  // Who starts first leads the fold of the rollups, which is no part of either.
  const leader = await lab.startProduct('writes-fold', {}, false);
  const products = {
    on: await lab.startProduct('writes-on', {}, false),
    off: await lab.startProduct('writes-off', { CACHE: 'off' }, false),
  };
  try {
    const rounds = quick ? 3 : 6;
    // The first round only warms up.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [cache, { port }] of Object.entries(products)) {
        const { latency, requests, seconds } = await load.runWorkload({
          ...{
            kind: 'workload',
            port,
            clients: CLIENTS,
            seconds: quick ? 1 : 2.5,
            atLeast: LEAST,
            seed: round,
          },
          ...{ mix: { completion: 1 }, zipf: 1, editEvery: null, cast },
        });
        if (round > 0)
          samples.addAll(`workloads/writes/${cache}`, {
            ...{ p50_us: latency.p50, p99_us: latency.p99, per_second: requests / seconds },
          });
      }
    }
  } finally {
    await Promise.all([leader, ...Object.values(products)].map((product) => product.stop()));
  }
}
