import { InvalidInputError } from '../../common/index.js';

/** A client's clock may be this far from ours, either way, in milliseconds. */
export const CLOCK_SKEW_MS = 5 * 60_000;

/** Events older than this come too late: whoever was offline for a quarter of a year starts anew. */
export const MAX_LATE_DAYS = 90;

const DAY_MS = 86_400_000;

/**
 * The time at which an event counts that a client reports afterwards: its own. One that a client's clock
 * puts a little into the future counts now, one a little before the enrolment counts as of then.
 * @throws {InvalidInputError} when it lies further off, or too long ago
 */
export function settleEventTime(at: Date, enrolledAt: Date, now: Date): Date {
  if (at.getTime() > now.getTime() + CLOCK_SKEW_MS) throw new InvalidInputError('at lies in the future.');
  if (at.getTime() < now.getTime() - MAX_LATE_DAYS * DAY_MS)
    throw new InvalidInputError(`at lies more than ${MAX_LATE_DAYS} days back.`);
  if (at.getTime() < enrolledAt.getTime() - CLOCK_SKEW_MS)
    throw new InvalidInputError('at lies before the enrolment.');
  const settled = Math.min(Math.max(at.getTime(), enrolledAt.getTime()), now.getTime());
  return new Date(settled);
}
