import type { LoadJob, LoadResult } from '../load/load-job.js';
import { Samples } from '../measure/samples.js';
import type { Cast, WorkloadJob, WorkloadResult } from './workload-job.js';
import { measureRounds } from './write-overhead.js';

const CAST: Cast = {
  ...{ courses: ['c'], lists: [], staff: '' },
  learners: ['ada', 'ben'].map((userId) => ({
    ...{ userId, courseId: 'c', lessons: ['l'], authorization: `Bearer ${userId}` },
  })),
};
const TIMES = { p50: 1, p99: 2, p999: 3, max: 4 };

/** Notes what the generator is told. */
class FakeLoad {
  readonly told: string[] = [];

  run({ port, requests, atLeast }: LoadJob) {
    const whole = atLeast >= requests.length;
    const paths = requests.map(({ path, headers }) => `${path} as ${headers?.['authorization']}`);
    this.told.push(`${port} ${whole ? 'each' : 'some'}: ${paths.sort().join(', ')}`);
    return Promise.resolve({} as LoadResult);
  }

  runWorkload({ port, mix }: WorkloadJob) {
    this.told.push(`${port} ${JSON.stringify(mix)}`);
    return Promise.resolve({
      ...{ seconds: 2, requests: 8, failures: 1, firstFailure: 'status 503' },
      ...{ latency: TIMES, hitLatency: TIMES, writeLatency: TIMES },
    } as WorkloadResult);
  }
}

describe('what a write costs', () => {
  it('is measured where everybody’s dashboard and progress have just been read', async () => {
    const [load, samples] = [new FakeLoad(), new Samples()];
    await measureRounds({ load, samples, quick: true }, CAST, { on: { port: 1 }, off: { port: 2 } });
    const views = ['ada', 'ben'].flatMap((who) =>
      [`/users/${who}/dashboard`, `/users/${who}/progress/c`].map((path) => `${path} as Bearer ${who}`),
    );
    const round = [1, 2].flatMap((port) => [
      `${port} each: ${views.sort().join(', ')}`,
      `${port} {"completion":1}`,
    ]);
    // One that warms up, and three.
    expect(load.told).toEqual([1, 2, 3, 4].flatMap(() => round));
    expect(samples.toJSON()['workloads/writes/on/per_second']).toEqual([4, 4, 4]);
    expect(samples.toJSON()['workloads/writes/on/failed']).toEqual([1, 1, 1]);
  });
});
