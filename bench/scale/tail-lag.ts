import type { Subject } from '../lab/subject.js';
import { Load } from '../load/load.js';
import type { Bench } from '../measure/bench.js';
import { median } from '../measure/samples.js';
import { castFor } from '../workloads/casting.js';
import type { Cast } from '../workloads/workload-job.js';

const PROBES = 25;
const MARGIN_SECONDS = 4;
const CLIENTS = 16;
const PATIENCE_MS = 5_000;

/**
 * From a write's acknowledgement on one instance to the first answer on another that reflects it, while that many
 * writes a second go on. Nothing tells the other instance but MongoDB's log.
 */
export async function measureTailLag(bench: Bench): Promise<void> {
  const { lab, samples, report, quick } = bench;
  const cast = await castFor(bench, 'catalogue');
  const [here, there] = [
    await lab.startProduct('lag-here', {}, false),
    await lab.startProduct('lag-there', {}, false),
  ];
  const load = Load.start();
  try {
    for (const rate of quick ? [0, 100] : [0, 100, 300, 600]) {
      report(`scale: lag at ${rate} writes a second`);
      const background =
        rate === 0
          ? Promise.resolve()
          : load.runWorkload({
              ...{
                kind: 'workload',
                port: here.port,
                clients: CLIENTS,
                seconds: MARGIN_SECONDS,
                atLeast: 0,
                seed: rate,
              },
              ...{ mix: { completion: 1, heartbeat: 1 }, zipf: 1, editEvery: null, rate, cast },
            });
      const lags: number[] = [];
      for (let probe = 0; probe < PROBES; probe += 1) lags.push(await probeLag(here, there, cast, probe));
      await background;
      samples.addAll(`scale/lag/${rate}`, { p50_ms: median(lags) ?? 0, max_ms: Math.max(...lags) });
    }
  } finally {
    load.stop();
    await Promise.all([here.stop(), there.stop()]);
  }
}

async function probeLag(
  here: Subject,
  there: Subject,
  { courses, staff }: Cast,
  probe: number,
): Promise<number> {
  const path = `/courses/${courses[probe]}`;
  // So that the other instance holds it.
  await readVersion(there, path);
  const edited = await fetch(here.url + path, {
    method: 'PATCH',
    headers: { authorization: staff, 'content-type': 'application/json' },
    body: JSON.stringify({ summary: `Probe ${probe} at ${Date.now()}` }),
  });
  const { version } = (await edited.json()) as { version: number };
  const acknowledged = performance.now();
  for (;;) {
    const began = performance.now();
    if ((await readVersion(there, path)) >= version) return began - acknowledged;
    if (began - acknowledged > PATIENCE_MS) throw new Error(`version ${version} of ${path} is not seen`);
  }
}

async function readVersion({ url }: Subject, path: string): Promise<number> {
  const answer = await fetch(url + path);
  return ((await answer.json()) as { version: number }).version;
}
