import mongoose from 'mongoose';
import { openSubject } from '../engine/subjects.js';
import { THINGS, writeThings } from '../engine/things.js';
import type { Bench } from '../measure/bench.js';

const DATABASE = 'bench_log';

/** How long an engine takes to open, by the number of writes in the log that it must catch up with. */
export async function measureReplay({ lab, samples, report, quick }: Bench): Promise<void> {
  const uri = lab.uriOf(DATABASE);
  mongoose.set('transactionAsyncLocalStorage', true);
  const connection = await mongoose.createConnection(uri).asPromise();
  try {
    await writeThings(connection);
    let written = await connection.collection(THINGS).countDocuments();
    for (const wanted of quick ? [1_000, 20_000] : [1_000, 10_000, 50_000, 100_000, 300_000]) {
      while (written < wanted) {
        const { modifiedCount } = await connection
          .collection(THINGS)
          .updateMany({}, { $inc: { touched: 1 } });
        written += modifiedCount;
      }
      report(`scale: opening after ${written.toLocaleString('en')} writes`);
      const began = performance.now();
      const { close } = await openSubject('tiercel_bytes', { ...lab.env, MONGO_URI: uri });
      samples.add(`scale/replay/${wanted}/ms`, performance.now() - began);
      await close();
    }
  } finally {
    await connection.close();
  }
}
