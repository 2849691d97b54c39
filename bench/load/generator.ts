/** A process that makes load: told what by its parent, one job after another. */
import { answerJobs } from '../lab/worker.js';
import { runReplay, runWorkload } from '../workloads/run-workload.js';
import type { ReplayJob, WorkloadJob } from '../workloads/workload-job.js';
import type { LoadJob } from './load-job.js';
import { runJob } from './run-job.js';

answerJobs((job: LoadJob | WorkloadJob | ReplayJob): Promise<unknown> => {
  if (!('kind' in job)) return runJob(job);
  return job.kind === 'replay' ? runReplay(job) : runWorkload(job);
});
