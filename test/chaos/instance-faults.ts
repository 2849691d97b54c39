import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../simulation/chance.js';
import { eventually } from '../support/eventually.js';
import { lasting, stallFor, type Fault } from './fault.js';
import type { World } from './world.js';

/** It dies somewhere between the arrival of a write and its answer; as it is where the phase ends before one arrives. */
async function killWhileWriting(world: World, chance: Chance, goesOn: () => boolean): Promise<void> {
  const victim = chance.pick(world.instances);
  await eventually('a write under way', () => victim.writing > 0 || !goesOn(), 20_000);
  await sleep(chance.between(0, 20));
  await victim.kill();
  await sleep(chance.between(0, 1_000));
  await victim.run();
}

/** The load balancer notices after a while, and sends it requests the moment it is back. */
async function freezeInstance(world: World, chance: Chance): Promise<void> {
  const victim = chance.pick(world.instances);
  const milliseconds = lasting(world, chance);
  victim.signal('SIGSTOP');
  await sleep(Math.min(500, milliseconds));
  victim.up = false;
  await sleep(Math.max(0, milliseconds - 500));
  victim.up = true;
  victim.signal('SIGCONT');
}

const instance = (name: string, run: Fault['run']): Fault => ({ name, strikes: 'instance', run });

export const INSTANCE_FAULTS: readonly Fault[] = [
  instance('an instance frozen', freezeInstance),
  instance('an instance killed while it writes', killWhileWriting),
  instance('one instance’s way to MongoDB stalls', (world, chance) =>
    stallFor(lasting(world, chance), chance.pick(world.instances).mongoProxies),
  ),
  instance('connections to MongoDB cut', async (world, chance) => {
    for (const proxy of chance.pick(world.instances).mongoProxies) proxy.cut();
  }),
];
