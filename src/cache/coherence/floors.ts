import { LOG_START, type LogTime } from '../../database/index.js';
import { hashName } from './name-hash.js';

export const FLOOR_SLOTS = 2 ** 20;

/** Slots of the names that one value depends on: its key, its namespace and its tags. */
export type Slots = readonly number[];

/**
 * For every name, the log time of the last write that outdates what depends on it.
 *
 * A fixed array of 2²⁰ doubles (8 MiB), indexed by a hash of the name. Names that share a slot share
 * the higher floor, which costs a miss and nothing else; memory does not grow with what is written.
 */
export class Floors {
  private readonly floors: Float64Array;
  private lowest: LogTime = LOG_START;

  /** @param slots a power of two; fewer than the default only where collisions are wanted. */
  constructor(slots = FLOOR_SLOTS) {
    this.floors = new Float64Array(slots);
  }

  /** Where a name's floor is kept. */
  slotOf(name: string): number {
    return hashName(name) & (this.floors.length - 1);
  }

  slotsOf(names: readonly string[]): number[] {
    return names.map((name) => this.slotOf(name));
  }

  raise(name: string, time: LogTime): void {
    const slot = this.slotOf(name);
    if (time > (this.floors[slot] ?? 0)) this.floors[slot] = time;
  }

  /** Raises every floor: what is below `time` is unknown. */
  raiseAll(time: LogTime): void {
    this.lowest = Math.max(this.lowest, time);
  }

  /** The highest floor of `slots`: a value is current only if its stamp is at or above it. */
  highest(slots: Slots): LogTime {
    let highest = this.lowest;
    for (let index = 0; index < slots.length; index += 1) {
      const floor = this.floors[slots[index] ?? 0] ?? 0;
      if (floor > highest) highest = floor;
    }
    return highest;
  }
}
