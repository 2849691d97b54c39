import { Timestamp } from 'mongodb';

/**
 * A point in MongoDB's operation log as one exact number: seconds × 2²⁰ + increment.
 *
 * A BSON timestamp has 32 bits of each; 2²⁰ operations are more than a primary logs per standing second, unless
 * its clock was put back far, and 52 bits are exact in a double, so times compare with `<`, live in a Float64Array
 * and pass through Lua.
 */
export type LogTime = number;

const INCREMENTS = 2 ** 20;

/** Before everything. */
export const LOG_START: LogTime = 0;

/** @throws {RangeError} for an increment that does not fit: better no cache than a wrong order. */
export function fromTimestamp(timestamp: Timestamp): LogTime {
  const increment = timestamp.i;
  if (increment >= INCREMENTS)
    throw new RangeError(`log time: increment ${increment} is not below ${INCREMENTS}`);
  return timestamp.t * INCREMENTS + increment;
}

export function toTimestamp(time: LogTime): Timestamp {
  return new Timestamp({ t: Math.floor(time / INCREMENTS), i: time % INCREMENTS });
}

/** Whole seconds since the epoch, by the cluster's clock. */
export function secondsOf(time: LogTime): number {
  return Math.floor(time / INCREMENTS);
}

/** The first log time of a second since the epoch. */
export function atSecond(seconds: number): LogTime {
  return seconds * INCREMENTS;
}
