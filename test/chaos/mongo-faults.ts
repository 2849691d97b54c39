import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../simulation/chance.js';
import { eventually } from '../support/eventually.js';
import { freeze, type Fault } from './fault.js';
import { rollOplogOver } from './oplog-rollover.js';
import type { World } from './world.js';

/** Elsewhere another primary is elected; then this one wakes up, still thinking that it is one, and is read at once. */
async function sleepThroughElection(world: World): Promise<void> {
  const old = await world.awaitPrimary();
  old.signal('SIGSTOP');
  try {
    await eventually('another member is primary', async () => (await world.awaitPrimary()) !== old, 30_000);
    await sleep(500);
  } finally {
    old.signal('SIGCONT');
  }
}

/** Asked again where an election was under way, or where the driver had not heard yet of the last one. */
async function stepDown(world: World): Promise<void> {
  const admin = world.client.db('admin');
  const isDone = (): Promise<boolean> =>
    admin.command({ replSetStepDown: 5, secondaryCatchUpPeriodSecs: 4, force: true }).then(
      () => true,
      () => false,
    );
  await eventually('the primary steps down', isDone, 30_000);
  await sleep(1_000);
}

async function crashPrimary(world: World): Promise<void> {
  const primary = await world.awaitPrimary();
  primary.signal('SIGKILL');
  await sleep(2_000);
  await primary.restart();
}

async function freezePrimary(world: World, chance: Chance): Promise<void> {
  await freeze(await world.awaitPrimary(), chance.between(300, 3_000));
}

const mongo = (name: string, run: Fault['run']): Fault => ({ name, strikes: 'mongo', run });

export const MONGO_FAULTS: readonly Fault[] = [
  mongo('oplog rolled over under a stopped tail', rollOplogOver),
  mongo('primary steps down', stepDown),
  mongo('primary frozen', freezePrimary),
  mongo('primary sleeps through an election', sleepThroughElection),
  mongo('primary killed and started', crashPrimary),
];
