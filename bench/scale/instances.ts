import type { Subject } from '../lab/subject.js';
import { Load } from '../load/load.js';
import type { Bench } from '../measure/bench.js';

const SECONDS = 3;
const CONNECTIONS = 25;

/**
 * Hits of 1 to 4 instances together, not pinned. On as many processors as there are instances and generators it
 * would grow with them; on fewer it shows what sharing costs.
 */
export async function measureInstances({ lab, samples, stock, report, quick }: Bench): Promise<void> {
  const { courses } = await stock();
  const requests = courses.map((id) => ({ method: 'GET' as const, path: `/courses/${id}` }));
  const products: Subject[] = [];
  const loads: Load[] = [];
  try {
    for (let count = 1; count <= (quick ? 2 : 4); count += 1) {
      report(`scale: ${count} instances`);
      products.push(await lab.startProduct(`scale-${count}`, {}, false));
      loads.push(Load.start());
      const run = (seconds: number) =>
        Promise.all(
          products.map(({ port }, n) =>
            (loads[n] as Load).run({
              ...{ port, connections: CONNECTIONS, requests, expect: 200 },
              ...{ seconds, atLeast: 1, longest: seconds },
            }),
          ),
        );
      await run(SECONDS);
      const results = await run(SECONDS);
      samples.addAll(`scale/instances/${count}`, {
        per_second: results.reduce((sum, { perSecond }) => sum + perSecond, 0),
        resident_mb: Math.max(...products.map(({ residentMb }) => residentMb)),
      });
    }
  } finally {
    for (const load of loads) load.stop();
    await Promise.all(products.map((product) => product.stop()));
  }
}
