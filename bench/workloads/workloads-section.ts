import type { Subject } from '../lab/subject.js';
import type { Bench } from '../measure/bench.js';
import { emptyRedis } from './counters.js';
import { measureAround } from './measure-around.js';
import { WORKLOADS, type Workload } from './mixes.js';
import type { Cast, WorkloadJob } from './workload-job.js';
import { castFor } from './casting.js';
import { replayOulad } from './replay.js';
import { measureWrites } from './write-overhead.js';

const WARM_UP_SECONDS = 5;
/** By then what is wanted often is held. */
const WARM_UP_REQUESTS = 40_000;
/** Requests that a measurement rests on at least. */
const LEAST = 1_000;

/** What people do, mixed: how much is answered from the cache, how fast, how old, and what it spares the database. */
export async function measureWorkloads(bench: Bench): Promise<void> {
  const { quick, report, lab } = bench;
  for (const workload of WORKLOADS.filter((each) => each.quick || !quick)) {
    const cast = await castFor(bench, workload.about);
    bench.samples.marks[`workloads/${workload.name}`] = workload.text;
    for (const cache of ['on', 'off'] as const) {
      report(`${workload.text}, cache ${cache}`);
      await emptyRedis(lab);
      // The database works along on both processors: a product that may not leave one would wait behind it.
      const product = await lab.startProduct(`workload-${workload.name}-${cache}`, { CACHE: cache }, false);
      try {
        await measureOne(bench, product, workload, cast, cache);
      } finally {
        await product.stop();
      }
    }
    compare(bench, workload.name);
  }
  await measureWrites(bench);
  if (!quick && bench.ouladDir !== undefined) await replayOulad(bench, bench.ouladDir);
}

async function measureOne(
  bench: Bench,
  product: Subject,
  { name, run, seconds }: Workload,
  cast: Cast,
  cache: 'on' | 'off',
): Promise<void> {
  const job = (length: number, atLeast: number, seed: number): WorkloadJob => ({
    ...{ kind: 'workload', port: product.port, seconds: bench.quick ? length / 2 : length, atLeast, seed },
    ...{ cast, ...run },
  });
  const { rate: _, ...warmUp } = job(WARM_UP_SECONDS, cache === 'on' ? WARM_UP_REQUESTS : 0, 1);
  await bench.load.runWorkload(warmUp);
  await measureAround(bench, `workloads/${name}/${cache}`, () =>
    bench.load.runWorkload(job(seconds[cache], LEAST, 2)),
  );
}

function compare({ samples }: Bench, name: string): void {
  const ratio = samples.ratio(
    `workloads/${name}/on/mongo_reads_each`,
    `workloads/${name}/off/mongo_reads_each`,
  );
  if (ratio !== undefined) samples.add(`workloads/${name}/mongo_reads_saved`, 1 - ratio);
}
