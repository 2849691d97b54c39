import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { CPU, spawnProgram } from '../lab/pinning.js';
import type { ReplayJob, WorkloadJob, WorkloadResult } from '../workloads/workload-job.js';
import type { LoadJob, LoadResult } from './load-job.js';

/** The generator, in a process and on a processor of its own. */
export class Load {
  private constructor(private readonly child: ChildProcess) {}

  static start(): Load {
    const child = spawnProgram('bench/load/generator.ts', {
      cpu: CPU.load,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    return new Load(child);
  }

  /** @throws when a request failed: figures of failures mean nothing */
  async run(job: LoadJob): Promise<LoadResult> {
    const result = (await this.ask(job)) as LoadResult;
    if (result.failures > 0)
      throw new Error(
        `${result.failures} of ${result.requests} requests failed, the first with ${result.firstFailure}: ${job.requests[0]?.path}`,
      );
    return result;
  }

  /** Failures are counted, not thrown: people may be refused. */
  async runWorkload(job: WorkloadJob | ReplayJob): Promise<WorkloadResult> {
    return (await this.ask(job)) as WorkloadResult;
  }

  private async ask(job: LoadJob | WorkloadJob | ReplayJob): Promise<unknown> {
    const answered = once(this.child, 'message');
    const ended = once(this.child, 'exit').then(() => {
      throw new Error('the load generator ended');
    });
    this.child.send(job);
    const [message] = (await Promise.race([answered, ended])) as [{ result?: unknown; fault?: string }];
    if (message.fault !== undefined) throw new Error(message.fault);
    return message.result;
  }

  stop(): void {
    this.child.disconnect();
  }
}
