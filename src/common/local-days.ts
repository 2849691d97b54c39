import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';

const DAY_MS = 86_400_000;

/**
 * An IANA time zone in its one canonical spelling (`europe/berlin` becomes `Europe/Berlin`, `Etc/UTC`
 * becomes `UTC`), so that one zone has one cache key. Bare offsets such as `+02:00` are refused.
 */
export const TimeZoneName = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_+\-/]*$/, { error: 'expected an IANA time zone', abort: true })
  .refine((name) => IANAZone.isValidZone(name), 'expected an IANA time zone')
  .transform((name) => new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone)
  .meta({ description: 'IANA time zone', example: 'Europe/Berlin' });

/** Where an instant falls on a calendar on somebody's wall. */
export interface LocalTime {
  /** Days since 1970-01-01 of the local calendar: consecutive days differ by 1, whatever the clocks do. */
  readonly day: number;
  /** 0–23 */
  readonly hour: number;
  /** 0 Monday … 6 Sunday */
  readonly weekday: number;
}

/** Converts instants to local time in `zone` (an IANA name that has been checked). */
export function localClock(zone: string): (at: Date) => LocalTime {
  if (zone === 'UTC') {
    return (at) => localTime(dayOfUtc(at), at.getUTCHours());
  }
  return (at) => {
    const local = DateTime.fromJSDate(at, { zone });
    return localTime(Math.floor(Date.UTC(local.year, local.month - 1, local.day) / DAY_MS), local.hour);
  };
}

/** When the day of `at` ends in `zone` (an IANA name that has been checked), both in milliseconds since the epoch. */
export function nextMidnight(at: number, zone: string): number {
  if (zone === 'UTC') return (Math.floor(at / DAY_MS) + 1) * DAY_MS;
  // A day may begin at one o'clock, where the clocks go forward at midnight: so the next day's beginning, asked for last.
  return DateTime.fromMillis(at, { zone }).plus({ days: 1 }).startOf('day').toMillis();
}

function localTime(day: number, hour: number): LocalTime {
  // 1970-01-01 was a Thursday.
  return { day, hour, weekday: (((day + 3) % 7) + 7) % 7 };
}

/** Days since 1970-01-01, UTC. */
export function dayOfUtc(at: Date): number {
  return Math.floor(at.getTime() / DAY_MS);
}

/** `YYYY-MM-DD` of a day number. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** `YYYY-MM-DD` of an instant, UTC. */
export function utcDate(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** The last `count` days that end with `day`, oldest first, as `YYYY-MM-DD`. */
export function lastDates(day: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => dateOfDay(day - count + 1 + index));
}
