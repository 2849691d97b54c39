/** A process that makes load: told what by its parent, one job after another. */
import type { LoadJob } from './load-job.js';
import { runJob } from './run-job.js';

process.on('message', (job: LoadJob) => {
  runJob(job).then(
    (result) => process.send?.({ result }),
    (fault: unknown) => process.send?.({ fault: String(fault) }),
  );
});
process.once('disconnect', () => process.exit());
