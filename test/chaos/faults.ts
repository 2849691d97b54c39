import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../simulation/chance.js';
import type { Product } from './product.js';
import type { World } from './world.js';

export interface Fault {
  readonly name: string;
  /** What it strikes; a phase of faults of Redis alone is held to more. */
  readonly strikes: 'redis' | 'instance' | 'mongo';
  /** Does it, and has undone it when it resolves. */
  run(world: World, chance: Chance): Promise<void>;
}

/** Longest stop, in shares of the promise: some faults last longer than what may be stale. */
const LONG = 1.3;

const redis = (name: string, run: Fault['run']): Fault => ({ name, strikes: 'redis', run });
const instance = (name: string, run: Fault['run']): Fault => ({ name, strikes: 'instance', run });
const mongo = (name: string, run: Fault['run']): Fault => ({ name, strikes: 'mongo', run });

function lasting(world: World, chance: Chance): number {
  return chance.happens(0.3) ? world.options.stalenessMs * LONG : chance.between(500, 4_000);
}

function stallFor(milliseconds: number, proxies: Product['redisProxies']): Promise<void> {
  for (const proxy of proxies) proxy.stall();
  return sleep(milliseconds).finally(() => {
    for (const proxy of proxies) proxy.resume();
  });
}

async function evictAtRandom({ redis: { client } }: World, chance: Chance): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    const keys = (await client.scan('0', 'COUNT', 1_000))[1].filter(() => chance.happens(0.5));
    if (keys.length > 0) await client.unlink(...keys);
    await sleep(200);
  }
}

/** Redis may hold less than it does: it evicts at each write. */
async function squeezeMemory({ redis: { client } }: World): Promise<void> {
  const used = Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1] ?? 0);
  await client.config('SET', 'maxmemory-policy', 'allkeys-random');
  await client.config('SET', 'maxmemory', String(Math.round(used * 0.98)));
  await sleep(2_000);
  await client.config('SET', 'maxmemory', '0');
}

async function freeze(what: { signal(signal: NodeJS.Signals): void }, milliseconds: number): Promise<void> {
  what.signal('SIGSTOP');
  await sleep(milliseconds).finally(() => what.signal('SIGCONT'));
}

/** Elsewhere another primary is elected; then this one wakes up, still thinking that it is one, and is read at once. */
async function sleepThroughElection(world: World): Promise<void> {
  const old = await world.findPrimary();
  if (!old) return;
  old.signal('SIGSTOP');
  try {
    const until = performance.now() + 15_000;
    while (performance.now() < until) {
      const now = await world.findPrimary();
      if (now && now !== old) break;
      await sleep(100);
    }
    await sleep(500);
  } finally {
    old.signal('SIGCONT');
  }
}

async function stepDown(world: World): Promise<void> {
  await world.client
    .db('admin')
    .command({ replSetStepDown: 5, secondaryCatchUpPeriodSecs: 4, force: true })
    .catch(() => undefined);
  await sleep(1_000);
}

async function crashPrimary(world: World): Promise<void> {
  const primary = await world.findPrimary();
  if (!primary) return;
  primary.signal('SIGKILL');
  await sleep(2_000);
  await primary.restart();
}

/**
 * What a tail finds whose position has left the log: its next look fails with 286. A log cannot be made
 * smaller than 990 MB, so a fail point says it, to change streams alone.
 */
async function loseLogHistory(world: World): Promise<void> {
  await world.client.db('admin').command({
    configureFailPoint: 'failCommand',
    mode: { times: world.instances.length * 2 },
    data: {
      failCommands: ['getMore'],
      namespace: `${world.db.databaseName}.$cmd.aggregate`,
      errorCode: 286,
    },
  });
  await sleep(3_000);
  await world.client.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' });
}

async function killAndRestart(world: World, chance: Chance): Promise<void> {
  const victim = chance.pick(world.instances);
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

export const FAULTS: readonly Fault[] = [
  redis('FLUSHALL', async ({ redis: { client } }) => void (await client.flushall())),
  redis('keys evicted at random', evictAtRandom),
  redis('maxmemory reached', squeezeMemory),
  redis('Redis killed, back with an older dump', (world) => world.redis.dieAndReturnWithOlderDump()),
  redis('Redis frozen', (world, chance) => freeze(world.redis, lasting(world, chance))),
  redis('CLIENT KILL', async ({ redis: { client } }) => {
    await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
  }),
  redis('CLIENT PAUSE', async ({ redis: { client } }, chance) => {
    const milliseconds = chance.between(200, 3_000);
    await client.call('CLIENT', 'PAUSE', String(milliseconds), 'ALL');
    await sleep(milliseconds);
  }),
  redis('one instance’s way to Redis stalls', (world, chance) =>
    stallFor(lasting(world, chance), chance.pick(world.instances).redisProxies),
  ),
  redis('connections to Redis cut', async (world, chance) => {
    for (const proxy of chance.pick(world.instances).redisProxies) proxy.cut();
  }),
  instance('an instance frozen', freezeInstance),
  instance('an instance killed and started', killAndRestart),
  instance('one instance’s way to MongoDB stalls', (world, chance) =>
    stallFor(lasting(world, chance), chance.pick(world.instances).mongoProxies),
  ),
  instance('connections to MongoDB cut', async (world, chance) => {
    for (const proxy of chance.pick(world.instances).mongoProxies) proxy.cut();
  }),
  mongo('history of the log lost', loseLogHistory),
  mongo('primary steps down', stepDown),
  mongo('primary frozen', async (world, chance) => {
    const primary = await world.findPrimary();
    if (primary) await freeze(primary, chance.between(300, 3_000));
  }),
  mongo('primary sleeps through an election', sleepThroughElection),
  mongo('primary killed and started', crashPrimary),
];
