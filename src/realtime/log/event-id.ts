import type { LogTime } from '../../database/index.js';

/**
 * Where an event stands in the order of commits: the log time at which its transaction was committed, and
 * its number among the events of that transaction, from 1. Index 0 is a place between events: after
 * everything before that time.
 *
 * Every instance reads both off MongoDB's log, so an event has the same id everywhere, and ids rise in the
 * order of commits. An ObjectId would not do: it is made before the commit, by the writer's clock.
 */
export interface EventId {
  readonly time: LogTime;
  readonly index: number;
}

const FORM = /^(\d{1,16})\.(\d{1,7})$/;

/** `TIME.INDEX`, as clients send it back in `Last-Event-ID`. */
export function formatEventId({ time, index }: EventId): string {
  return `${time}.${index}`;
}

/** Undefined for what is not an id. */
export function parseEventId(text: string): EventId | undefined {
  const [, time, index] = FORM.exec(text) ?? [];
  if (time === undefined || index === undefined || !Number.isSafeInteger(Number(time))) return undefined;
  return { time: Number(time), index: Number(index) };
}

/** Negative when `one` comes before `other`. */
export function compareEventIds(one: EventId, other: EventId): number {
  return one.time - other.time || one.index - other.index;
}
