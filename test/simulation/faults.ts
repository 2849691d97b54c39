import type { Chance } from './chance.js';
import type { FakeConnection } from './fake-connection.js';
import type { FakeDatabase } from './fake-database.js';
import type { FakeRedis } from './fake-remote.js';
import type { Host, VirtualTime } from './virtual-time.js';

/** What faults happen to. */
export interface FaultyWorld {
  readonly chance: Chance;
  readonly time: VirtualTime;
  readonly database: FakeDatabase;
  readonly redis: FakeRedis;
  instanceAt(place: number): { readonly host: Host; readonly connection: FakeConnection };
  /** Starts a new process in the place of what was there. */
  replaceInstance(place: number): void;
  /** Undoes a fault after a while, and at the latest when faults end. */
  later(milliseconds: number, undo: () => void): void;
  note(text: () => string): void;
}

export interface PlannedFault {
  readonly name: keyof typeof FAULTS;
  readonly at: number;
  readonly lasts: number;
  /** Which instance, where it concerns one. */
  readonly place: number;
}

type Fault = (world: FaultyWorld, fault: PlannedFault) => void;

/** Everything that can go wrong. What lasts is over after `lasts` milliseconds, and in any case when the faults end. */
export const FAULTS = {
  redisFlushed: (world) => world.redis.entries.clear(),
  redisEvicts: (world) => {
    const keys = [...world.redis.entries.keys()];
    if (keys.length > 0) world.redis.entries.delete(world.chance.pick(keys));
  },
  redisDown: (world, { lasts }) => {
    world.redis.down = true;
    world.later(lasts, () => (world.redis.down = false));
  },
  redisSlow: (world, { lasts }) => {
    world.redis.slow = true;
    world.later(lasts, () => (world.redis.slow = false));
  },
  /** An older dump is loaded, or a replica takes over that had not heard of the last writes. */
  redisGoesBack: (world, { lasts }) => {
    const older = new Map(world.redis.entries);
    world.later(lasts, () => (world.redis.entries = older));
  },
  streamBreaks: (world, { place }) => world.instanceAt(place).connection.breakStream(),
  streamStalls: (world, { place, lasts }) => {
    const { connection } = world.instanceAt(place);
    connection.stalled = true;
    world.later(lasts, () => connection.resume());
  },
  logRollsOver: (world, { place }) => {
    world.database.rollOver();
    world.instanceAt(place).connection.breakStream();
  },
  /** The primary's clock is put right, or a member takes over whose clock is behind. */
  clockSetBack: (world, { lasts }) => {
    world.database.clockBehind += lasts;
  },
  collectionDropped: (world) => {
    world.database.append({ kind: 'reset', time: world.database.tick() });
  },
  instanceFrozen: (world, { place, lasts }) => {
    const { host } = world.instanceAt(place);
    host.frozen = true;
    world.later(lasts, () => world.time.thaw(host));
  },
  instanceKilled: (world, { place, lasts }) => {
    world.instanceAt(place).host.kill();
    world.later(lasts, () => world.replaceInstance(place));
  },
  /** It is away for so long that the log no longer reaches back to where it left. */
  instanceAwayTooLong: (world, { place, lasts }) => {
    world.instanceAt(place).host.kill();
    world.later(lasts, () => {
      world.database.rollOver();
      world.replaceInstance(place);
    });
  },
  /** A primary that slept through an election answers snapshot reads; some streams hang on it too. */
  primarySleeps: (world, { place, lasts }) => {
    world.database.sleeping = world.database.now;
    const { connection } = world.instanceAt(place);
    connection.stalled = world.chance.happens(0.5);
    world.later(lasts, () => {
      world.database.sleeping = null;
      connection.resume();
    });
  },
  /** Away for one instance only, which so hears of nothing that the others write. */
  instanceParted: (world, { place, lasts }) => {
    const { connection } = world.instanceAt(place);
    connection.part();
    world.later(lasts, () => connection.resume());
  },
  databaseDown: (world, { lasts }) => {
    world.database.down = true;
    world.later(lasts, () => (world.database.down = false));
  },
} satisfies Record<string, Fault>;

export const FAULT_NAMES = Object.keys(FAULTS) as (keyof typeof FAULTS)[];

export function inject(world: FaultyWorld, fault: PlannedFault): void {
  world.note(() => `fault ${fault.name} at ${fault.place} for ${fault.lasts}`);
  const act: Fault = FAULTS[fault.name];
  act(world, fault);
}
