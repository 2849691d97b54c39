import type { Load } from '../load/load.js';
import type { Bench } from '../measure/bench.js';
import { castFor } from './casting.js';
import { plan } from './deeds.js';
import type { Cast } from './workload-job.js';

const CLIENTS = 8;
/** Writes that a measurement rests on at least. */
const LEAST = 200;
/** Seconds that looking at everything may take. */
const LONGEST_LOOK = 30;

/** A completion with all that it outdates, against the same without a cache: rounds in turn on both. */
export async function measureWrites(bench: Bench): Promise<void> {
  const { lab, report } = bench;
  report('writes, cache on and off in turn');
  const cast = await castFor(bench, 'catalogue');
  // Who starts first leads the fold of the rollups, which is no part of either.
  const leader = await lab.startProduct('writes-fold', {}, false);
  const products = {
    on: await lab.startProduct('writes-on', {}, false),
    off: await lab.startProduct('writes-off', { CACHE: 'off' }, false),
  };
  try {
    await measureRounds(bench, cast, products);
  } finally {
    await Promise.all([leader, ...Object.values(products)].map((product) => product.stop()));
  }
}

/**
 * Before each round everybody looks at their progress and dashboard, at both products alike: a view that nobody holds is not
 * outdated by a write, and to carry it over costs nothing.
 */
export async function measureRounds(
  { load, samples, quick }: { load: Pick<Load, 'run' | 'runWorkload'> } & Pick<Bench, 'samples' | 'quick'>,
  cast: Cast,
  products: Readonly<Record<'on' | 'off', { readonly port: number }>>,
): Promise<void> {
  const views = cast.learners.flatMap((learner) =>
    (['progress', 'dashboard'] as const).map(
      (deed) => plan(deed, { courseId: learner.courseId, learner, number: 0 }, cast).request,
    ),
  );
  const rounds = quick ? 3 : 6;
  // The first round only warms up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [cache, { port }] of Object.entries(products)) {
      await load.run({
        ...{ port, connections: CLIENTS, requests: views, expect: 200 },
        ...{ seconds: 0, atLeast: views.length, longest: LONGEST_LOOK },
      });
      const { latency, requests, seconds, failures } = await load.runWorkload({
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
          ...{ p50_us: latency.p50, p99_us: latency.p99, per_second: requests / seconds, failed: failures },
        });
    }
  }
}
