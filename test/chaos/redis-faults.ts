import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../simulation/chance.js';
import { freeze, lasting, stallFor, type Fault } from './fault.js';
import type { RedisNode } from './redis-node.js';
import { awaitMasters } from './redis-topology.js';
import type { World } from './world.js';

type Client = RedisNode['client'];

/** Each of those that hold the data now. */
async function onMasters({ redis }: World, what: (client: Client) => Promise<unknown>): Promise<void> {
  await Promise.all((await awaitMasters(redis)).map(({ client }) => what(client)));
}

async function aMaster({ redis }: World, chance: Chance): Promise<RedisNode> {
  const masters = await redis.masters();
  return chance.pick(masters.length > 0 ? masters : redis.nodes);
}

async function evictAtRandom(world: World, chance: Chance): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await onMasters(world, async (client) => {
      const keys = (await client.scan('0', 'COUNT', 1_000))[1].filter(() => chance.happens(0.5));
      await Promise.all(keys.map((key) => client.unlink(key)));
    });
    await sleep(200);
  }
}

/** Redis may hold less than it does: it evicts at each write. */
async function squeezeMemory(world: World): Promise<void> {
  await onMasters(world, async (client) => {
    const used = Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1] ?? 0);
    await client.config('SET', 'maxmemory-policy', 'allkeys-random');
    await client.config('SET', 'maxmemory', String(Math.round(used * 0.98)));
  });
  await sleep(2_000);
  await Promise.all(world.redis.nodes.map(({ client }) => client.config('SET', 'maxmemory', '0')));
}

async function returnWithOlderDump(world: World, chance: Chance): Promise<void> {
  const node = await aMaster(world, chance);
  await node.kill();
  await world.redis.revive(node);
}

async function pauseClients(world: World, chance: Chance): Promise<void> {
  const { client } = await aMaster(world, chance);
  const milliseconds = chance.between(200, 3_000);
  await client.call('CLIENT', 'PAUSE', String(milliseconds), 'ALL');
  await sleep(milliseconds);
}

const redis = (name: string, run: Fault['run']): Fault => ({ name, strikes: 'redis', run });

export const REDIS_FAULTS: readonly Fault[] = [
  redis('FLUSHALL', (world) => onMasters(world, (client) => client.flushall())),
  redis('keys evicted at random', evictAtRandom),
  redis('maxmemory reached', squeezeMemory),
  redis('Redis killed, back with an older dump', returnWithOlderDump),
  redis('Redis frozen', async (world, chance) =>
    freeze(await aMaster(world, chance), lasting(world, chance)),
  ),
  redis('CLIENT KILL', (world) =>
    onMasters(world, (client) => client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')),
  ),
  redis('CLIENT PAUSE', pauseClients),
  redis('one instance’s way to Redis stalls', (world, chance) =>
    stallFor(lasting(world, chance), chance.pick(world.instances).redisProxies),
  ),
  redis('connections to Redis cut', async (world, chance) => {
    for (const proxy of chance.pick(world.instances).redisProxies) proxy.cut();
  }),
];
