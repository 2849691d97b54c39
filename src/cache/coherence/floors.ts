import { LOG_START, type LogTime } from '../../database/index.js';
import { hashName } from './name-hash.js';

export const FLOOR_SLOTS = 2 ** 20;

/** Slots of the names that one value depends on: its key, its namespace and its tags. */
export type Slots = readonly number[];

/**
 * For every name, the log time of the last write that outdates what depends on it.
 *
 * Two fixed arrays of 2²⁰ doubles (16 MiB), indexed by a hash of the name: the last time, and the one before. Names
 * that share a slot share what is written to either, which costs a miss and nothing else; memory does not grow with
 * what is written.
 */
export class Floors {
  private readonly floors: Float64Array;
  /** The highest time that a slot was raised to below its floor. */
  private readonly before: Float64Array;
  private lowest: LogTime = LOG_START;

  /** @param slots a power of two; fewer than the default only where collisions are wanted. */
  constructor(slots = FLOOR_SLOTS) {
    this.floors = new Float64Array(slots);
    this.before = new Float64Array(slots);
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
    const floor = this.floors[slot] ?? 0;
    if (time > floor) {
      this.floors[slot] = time;
      this.before[slot] = floor;
    } else if (time < floor && time > (this.before[slot] ?? 0)) {
      this.before[slot] = time;
    }
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

  /** Whether `slots` were written to at `time`, and at no other time since `since`. */
  areWrittenOnlyAt(time: LogTime, slots: Slots, since: LogTime): boolean {
    const written = time > since && slots.some((slot) => this.floors[slot] === time);
    return written && this.areNotWrittenBut(time, slots, since);
  }

  /** Whether `slots` were written to at no other time than `time` since `since`, if at all. */
  areNotWrittenBut(time: LogTime, slots: Slots, since: LogTime): boolean {
    if (this.lowest > since) return false;
    return slots.every((slot) => {
      const floor = this.floors[slot] ?? 0;
      return floor <= since || (floor === time && (this.before[slot] ?? 0) <= since);
    });
  }
}
