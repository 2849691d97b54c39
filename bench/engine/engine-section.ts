import mongoose from 'mongoose';
import { Worker } from '../lab/worker.js';
import type { Bench } from '../measure/bench.js';
import type { EngineJob, EngineResult, EngineTraits } from './engine-job.js';
import { canDo, isHit, OPERATIONS, type Operation } from './operations.js';
import { ENGINE_DATABASE, SUBJECTS, TARGETED } from './subjects.js';
import { writeThings } from './things.js';

interface Measured {
  readonly name: string;
  readonly traits: EngineTraits;
  readonly worker: Worker;
}

/** What the cache itself costs, against libraries that do the same or less, each in a process of its own. */
export async function measureEngine({ lab, samples, report, quick }: Bench): Promise<void> {
  const env = { ...lab.env, MONGO_URI: lab.uriOf(ENGINE_DATABASE) };
  const connection = await mongoose.createConnection(env.MONGO_URI).asPromise();
  await writeThings(connection);
  await connection.close();
  const measure = async (
    operation: Operation,
    { name, worker }: Measured,
    counts: boolean,
  ): Promise<void> => {
    const job: EngineJob = { kind: 'measure', operation: operation.name };
    const { us, loads } = (await worker.ask(job)) as EngineResult;
    if (!counts) return;
    const place = `engine/${operation.name}/${name}`;
    if (isHit(operation) && loads > 0) {
      // On a busy machine a tier may answer too late; then this was no measurement of hits.
      report(`left out: ${loads} loads at ${name} in ${operation.name}`);
      for (const figure of ['us', 'loads']) samples.leaveOut(`${place}/${figure}`);
      return;
    }
    samples.addAll(place, { us, loads });
  };
  const subjects: Measured[] = [];
  const workers: Worker[] = [];
  try {
    const names = Object.keys(SUBJECTS).filter((name) => !quick || TARGETED.includes(name));
    for (const name of names) {
      const worker = Worker.start('bench/engine/engine-program.ts');
      workers.push(worker);
      const traits = (await worker.ask({ kind: 'open', name, env } satisfies EngineJob)) as EngineTraits;
      samples.marks[`engine/${name}`] = traits.gives;
      subjects.push({ name, traits, worker });
    }
    const rounds = quick ? 3 : 9;
    // The first two rounds only warm up.
    for (let round = -2; round < rounds; round += 1) {
      if (round >= 0) report(`engine, round ${round + 1} of ${rounds}`);
      for (const operation of OPERATIONS) {
        const able = subjects.filter(({ traits }) => canDo(traits, operation));
        for (const subject of able) await measure(operation, subject, round >= 0);
      }
    }
  } finally {
    for (const worker of workers) worker.stop();
  }
}
