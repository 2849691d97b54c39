import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../simulation/chance.js';
import type { TopologyName } from './redis-topology.js';
import type { TcpProxy } from './tcp-proxy.js';
import type { World } from './world.js';

export interface Fault {
  readonly name: string;
  /** What it strikes; a phase of faults of Redis alone is held to more. */
  readonly strikes: 'redis' | 'instance' | 'mongo';
  /** The only topologies in which it can happen; all without it. */
  readonly only?: readonly TopologyName[];
  /** Does it, and has undone it when it resolves; `goesOn` says whether clients still read and write. */
  run(world: World, chance: Chance, goesOn: () => boolean): Promise<void>;
}

/** Longest stop, in shares of the promise: some faults last longer than what may be stale. */
const LONG = 1.3;

/** Milliseconds that a stop lasts. */
export function lasting(world: World, chance: Chance): number {
  return chance.happens(0.3) ? world.options.stalenessMs * LONG : chance.between(500, 4_000);
}

export function stallFor(milliseconds: number, proxies: readonly TcpProxy[]): Promise<void> {
  for (const proxy of proxies) proxy.stall();
  return sleep(milliseconds).finally(() => {
    for (const proxy of proxies) proxy.resume();
  });
}

export async function freeze(
  what: { signal(signal: NodeJS.Signals): void },
  milliseconds: number,
): Promise<void> {
  what.signal('SIGSTOP');
  await sleep(milliseconds).finally(() => what.signal('SIGCONT'));
}
