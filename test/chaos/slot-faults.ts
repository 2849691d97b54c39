import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../simulation/chance.js';
import { eventually } from '../support/eventually.js';
import type { Fault } from './fault.js';
import type { RedisNode } from './redis-node.js';
import type { World } from './world.js';

/** Slots that one fault moves. */
const SLOTS_MOVED = 24;
const MIGRATE_MS = 1_000;
const PATIENCE_MS = 30_000;

/**
 * Moves slots that hold keys from one master to another, key by key, while clients use them.
 *
 * @throws {Error} where no master holds a key for half a minute; one may hold none, when all of its were moved away
 */
async function moveSlots({ redis }: World, chance: Chance): Promise<void> {
  const masters = await redis.masters();
  let held: (readonly number[])[] = [];
  const areThere = async (): Promise<boolean> => {
    held = await Promise.all(masters.map(slotsInUse));
    return held.some(({ length }) => length > 0);
  };
  await eventually('a slot that holds a key', areThere, PATIENCE_MS);
  const [from, slots] = chance.pick(
    masters.map((master, n) => [master, held[n]!] as const).filter(([, { length }]) => length > 0),
  );
  const to = chance.pick(masters.filter((master) => master !== from));
  for (const slot of slots) await moveSlot(slot, from, to, masters, chance);
}

async function slotsInUse({ client }: RedisNode): Promise<readonly number[]> {
  const [, keys] = await client.scan('0', 'COUNT', 500);
  const slots = await Promise.all(keys.map((key) => client.cluster('KEYSLOT', key)));
  return [...new Set(slots.map(Number))].slice(0, SLOTS_MOVED);
}

async function moveSlot(
  slot: number,
  from: RedisNode,
  to: RedisNode,
  masters: readonly RedisNode[],
  chance: Chance,
): Promise<void> {
  const [source, target] = await Promise.all([id(from), id(to)]);
  await to.client.cluster('SETSLOT', slot, 'IMPORTING', source);
  await from.client.cluster('SETSLOT', slot, 'MIGRATING', target);
  await sleep(chance.between(0, 50));
  for (;;) {
    const keys = await from.client.cluster('GETKEYSINSLOT', slot, 4);
    if (keys.length === 0) break;
    // A key that came to life on both sides in between: the one that was not moved yet wins.
    await from.client.call(
      ...(['MIGRATE', '127.0.0.1', String(to.port), '', '0', String(MIGRATE_MS), 'REPLACE'] as const),
      ...['KEYS', ...keys],
    );
    await sleep(chance.between(0, 50));
  }
  for (const { client } of [to, from, ...masters]) await client.cluster('SETSLOT', slot, 'NODE', target);
}

function id({ client }: RedisNode): Promise<string> {
  return client.cluster('MYID');
}

export const SLOT_FAULTS: readonly Fault[] = [
  { name: 'slots moving under load', strikes: 'redis', only: ['cluster'], run: moveSlots },
];
