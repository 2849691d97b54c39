import { CPU } from '../lab/pinning.js';
import { Worker } from '../lab/worker.js';
import type { ReplayJob, WorkloadJob, WorkloadResult } from '../workloads/workload-job.js';
import type { LoadJob, LoadResult } from './load-job.js';

/** The generator, in a process and on a processor of its own. */
export class Load {
  private constructor(private readonly worker: Worker) {}

  static start(): Load {
    return new Load(Worker.start('bench/load/generator.ts', CPU.load));
  }

  /** @throws when a request failed: figures of failures mean nothing */
  async run(job: LoadJob): Promise<LoadResult> {
    const result = (await this.worker.ask(job)) as LoadResult;
    if (result.failures > 0)
      throw new Error(
        `${result.failures} of ${result.requests} requests failed, the first with ${result.firstFailure}: ${job.requests[0]?.path}`,
      );
    return result;
  }

  /** Failures are counted, not thrown: people may be refused. */
  async runWorkload(job: WorkloadJob | ReplayJob): Promise<WorkloadResult> {
    return (await this.worker.ask(job)) as WorkloadResult;
  }

  stop(): void {
    this.worker.stop();
  }
}
