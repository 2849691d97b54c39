/** A process with one subject: neither its garbage nor what the compiler made of it is another's. */
import { keepTickShape } from '../../src/common/keep-tick-shape.js';
import { answerJobs } from '../lab/worker.js';
import type { EngineJob, EngineResult, EngineTraits } from './engine-job.js';
import { fill, OPERATIONS } from './operations.js';
import { openSubject, type OpenedSubject } from './subjects.js';

void keepTickShape();

let opened: OpenedSubject | undefined;

answerJobs(async (job: EngineJob): Promise<EngineTraits | EngineResult> => {
  if (job.kind === 'open') {
    opened = await openSubject(job.name, job.env);
    const { subject, loads } = opened;
    await fill(subject, loads);
    return { gives: subject.gives, tiers: subject.tiers, sharesLoads: subject.sharesLoads };
  }
  const operation = OPERATIONS.find(({ name }) => name === job.operation);
  if (!opened || !operation) throw new Error(`cannot measure ${job.operation} yet`);
  const before = opened.loads();
  const us = await operation.measure(opened.subject, opened.fresh);
  return { us, loads: opened.loads() - before };
});
