import type { Subject } from '../lab/subject.js';
import type { Bench } from '../measure/bench.js';
import type { HttpCase, SubjectName } from './cases.js';

const CONNECTIONS = 100;
const SECONDS = 2.5;

/** Requests a second. Each subject is given up after the first rate that it does not keep up with. */
const RATES = [500, 2_000, 5_000, 10_000, 20_000];
const ASKED: readonly SubjectName[] = ['bare', 'tiercel', 'nest_fastify', 'nest_express', 'tiercel_off'];
const KEEPS_UP = 0.95;

/**
 * Latency at fixed rates. In a closed loop a slow answer keeps the next request from being sent, and so from being
 * slow too (Tene's "coordinated omission"); here requests are due whatever happens, and their time runs from then.
 */
export async function measureOpenLoop(
  { load, samples, report }: Bench,
  subjects: Readonly<Record<SubjectName, Subject>>,
  { requests, expect }: HttpCase,
): Promise<void> {
  for (const who of ASKED) {
    for (const rate of RATES) {
      report(`open loop: ${who} at ${rate.toLocaleString('en')} requests a second`);
      const { perSecond, latency } = await load.run({
        ...{ port: subjects[who].port, connections: CONNECTIONS, requests, expect, rate },
        ...{ seconds: SECONDS, atLeast: 1, longest: SECONDS },
      });
      samples.addAll(`open/${who}/${rate}`, {
        per_second: perSecond,
        ...{ p50_us: latency.p50, p99_us: latency.p99, p999_us: latency.p999 },
      });
      if (perSecond < KEEPS_UP * rate) break;
    }
  }
}
