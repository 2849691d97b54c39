import mongoose from 'mongoose';
import { SnapshotReader } from '../../src/database/index.js';
import type { Bench } from '../measure/bench.js';
import type { EngineSubject, Load } from './engine-subject.js';
import { canDo, fill, measureQuery, OPERATIONS, type Operation } from './operations.js';
import { ENGINE_DATABASE, openSubjects } from './open-subjects.js';
import { writeThings } from './things.js';

/** What the cache itself costs, in one process, against libraries that do the same or less. */
export async function measureEngine({ lab, samples, report, quick }: Bench): Promise<void> {
  const uri = lab.uriOf(ENGINE_DATABASE);
  mongoose.set('transactionAsyncLocalStorage', true);
  const connection = await mongoose.createConnection(uri).asPromise();
  const counted = countLoads(await writeThings(connection));
  const snapshots = new SnapshotReader(connection);
  const subjects = await openSubjects({ ...lab.env, MONGO_URI: uri }, connection, counted.load);
  let serial = 10_000_000;
  const fresh = (): string => `thing:${(serial += 1)}`;
  const measure = async (operation: Operation, subject: EngineSubject, counts: boolean): Promise<void> => {
    const loadsBefore = counted.loads();
    const microseconds = await operation.measure(subject, fresh);
    const loads = counted.loads() - loadsBefore;
    if (!counts) return;
    if (operation.needs !== 'any' && loads > 0) {
      // On a busy machine a tier may answer too late; then this was no measurement of hits.
      report(`left out: ${loads} loads at ${subject.name} in ${operation.name}`);
      return;
    }
    samples.addAll(`engine/${operation.name}/${subject.name}`, { us: microseconds, loads });
  };
  try {
    for (const subject of subjects) {
      samples.marks[`engine/${subject.name}`] = subject.gives;
      await fill(subject, counted.loads);
    }
    const rounds = quick ? 3 : 9;
    // The first two rounds only warm up.
    for (let round = -2; round < rounds; round += 1) {
      if (round >= 0) report(`engine, round ${round + 1} of ${rounds}`);
      for (const operation of OPERATIONS) {
        const able = subjects.filter((subject) => canDo(subject, operation));
        for (const subject of able) await measure(operation, subject, round >= 0);
      }
      const query = await measureQuery(counted.load, fresh);
      // What it costs to know of what moment the answer is.
      const stamped = await measureQuery((key) => snapshots.read(() => counted.load(key)), fresh);
      if (round < 0) continue;
      samples.add('engine/miss/query_alone/us', query);
      samples.add('engine/miss/query_at_snapshot/us', stamped);
    }
  } finally {
    await Promise.all(subjects.map((subject) => subject.close()));
    await connection.close();
  }
}

function countLoads(load: Load): { load: Load; loads: () => number } {
  let count = 0;
  return {
    loads: () => count,
    load: (key) => {
      count += 1;
      return load(key);
    },
  };
}
