import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../simulation/chance.js';
import { eventually } from '../support/eventually.js';
import type { Fault } from './fault.js';
import type { RedisNode } from './redis-node.js';
import { awaitMasters } from './redis-topology.js';
import type { World } from './world.js';

/** Sentinel takes 1.5 s to miss a master, then has to agree and promote; after a failed try it waits 8 s. */
const PATIENCE_MS = 30_000;

/** Waits until a server that was not one before is master. */
function succeeded({ redis }: World, before: readonly RedisNode[]): Promise<void> {
  const isNew = async (): Promise<boolean> =>
    (await redis.masters()).some((master) => !before.includes(master));
  return eventually('another Redis is master', isNew, PATIENCE_MS);
}

/**
 * The master is parted from replicas and sentinels while clients still write to it: what it acknowledges from
 * here on, deletions too, is lost with the next one's promotion. A stopped replica would not do: what was
 * sent to it waits in its socket.
 */
async function partMasterFromReplicas(world: World, chance: Chance): Promise<void> {
  const before = await awaitMasters(world.redis);
  const old = chance.pick(before);
  old.front.stall();
  try {
    await succeeded(world, before);
    await sleep(chance.between(0, 2_000));
  } finally {
    old.front.resume();
  }
  await eventually('the old master follows', async () => !(await old.isMaster()), PATIENCE_MS);
}

/** The replica that lacks the latest takes over by force, as an operator would make it. */
async function promoteLaggingReplica(world: World, chance: Chance): Promise<void> {
  const [old, replica] = chance.pick(await awaitPairs(world));
  old.front.stall();
  try {
    await sleep(chance.between(300, 1_500));
    await replica.client.cluster('FAILOVER', 'TAKEOVER');
    await eventually('the old master follows', async () => !(await old.isMaster()), PATIENCE_MS);
  } finally {
    old.front.resume();
  }
}

/**
 * Every master with every replica that follows it. One that followed another until just now still fetches the
 * whole, and is none until then.
 *
 * @throws {Error} when there are none for half a minute
 */
async function awaitPairs({ redis }: World): Promise<readonly (readonly [RedisNode, RedisNode])[]> {
  let found: readonly (readonly [RedisNode, RedisNode])[] = [];
  const areThere = async (): Promise<boolean> => {
    const masters = await redis.masters();
    const replicas = await Promise.all(masters.map((master) => replicasOf(master, redis.nodes)));
    found = masters.flatMap((master, n) => replicas[n]!.map((replica) => [master, replica] as const));
    return found.length > 0;
  };
  await eventually('a master with a replica', areThere, PATIENCE_MS);
  return found;
}

/** A replica in a cluster names the port at which it listens, whatever it announces to the others. */
async function replicasOf({ client }: RedisNode, nodes: readonly RedisNode[]): Promise<RedisNode[]> {
  const [role, , replicas] = (await client.role()) as [string, unknown, [string, string][]];
  if (role !== 'master') return [];
  return nodes.filter(({ port }) => replicas.some(([, named]) => Number(named) === port));
}

/** It dies with what its replicas had not heard yet, one of them takes over, and it returns as a replica. */
async function killLaggedMaster(world: World, chance: Chance): Promise<void> {
  const before = await awaitMasters(world.redis);
  const old = chance.pick(before);
  old.front.stall();
  try {
    await sleep(chance.between(100, 800));
    await old.kill();
  } finally {
    old.front.resume();
  }
  try {
    await succeeded(world, before);
  } finally {
    await world.redis.revive(old);
  }
  await eventually('the old master follows', async () => !(await old.isMaster()), PATIENCE_MS);
}

export const FAILOVER_FAULTS: readonly Fault[] = [
  {
    name: 'failover that loses acknowledged deletes',
    strikes: 'redis',
    only: ['sentinel'],
    run: partMasterFromReplicas,
  },
  {
    name: 'takeover that loses acknowledged deletes',
    strikes: 'redis',
    only: ['cluster'],
    run: promoteLaggingReplica,
  },
  {
    name: 'Redis master killed, a replica promoted',
    strikes: 'redis',
    only: ['sentinel', 'cluster'],
    run: killLaggedMaster,
  },
];
