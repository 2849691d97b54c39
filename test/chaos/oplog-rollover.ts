import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, type Timestamp } from 'mongodb';
import type { Chance } from '../simulation/chance.js';
import type { World } from './world.js';

const LONGEST_MS = 30_000;
const DOCUMENT_BYTES = 256 * 1_024;

/**
 * One instance sleeps while the log is filled until nothing is left of what it has not read. Meanwhile the
 * others go on writing what it holds in its memory.
 */
export async function rollOplogOver(world: World, chance: Chance): Promise<void> {
  const victim = chance.pick(world.instances);
  victim.signal('SIGSTOP');
  victim.up = false;
  try {
    await fillOplog(world);
  } finally {
    victim.signal('SIGCONT');
    victim.up = true;
  }
}

async function fillOplog(world: World): Promise<void> {
  const primary = await world.awaitPrimary();
  const direct = new MongoClient(`mongodb://${primary.host}/?directConnection=true`, {
    serverSelectionTimeoutMS: 2_000,
  });
  try {
    const oplog = direct.db('local').collection<{ ts: Timestamp }>('oplog.rs');
    const edge = async (direction: 1 | -1): Promise<Timestamp | undefined> =>
      (await oplog.find().sort({ $natural: direction }).limit(1).next())?.ts;
    const stopped = await edge(-1);
    const until = performance.now() + LONGEST_MS;
    while (performance.now() < until) {
      const first = await edge(1);
      if (stopped && first?.gt(stopped)) return;
      await fill(world);
      await sleep(200);
    }
    throw new Error('the oplog was not cut off');
  } finally {
    await direct.close();
  }
}

/** On all members, so that none falls out of the log itself. */
async function fill({ client }: World): Promise<void> {
  const filler = client.db('chaos').collection('filler', { writeConcern: { w: 3, wtimeoutMS: 20_000 } });
  const text = 'x'.repeat(DOCUMENT_BYTES);
  await filler.insertMany(Array.from({ length: 16 }, () => ({ text })));
  await filler.drop();
}
