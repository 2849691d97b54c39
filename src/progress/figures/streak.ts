import type { LocalTime } from '../../common/local-days.js';

/** Seconds that make a day count without a completion. */
const STREAK_SECONDS = 60;

/** One thing that a learner did. */
export interface DatedEvent {
  readonly kind: 'enrollment' | 'completion' | 'heartbeat';
  readonly at: Date;
  /** Of a heartbeat: the seconds that count. */
  readonly seconds?: number;
}

export interface DayTotals {
  readonly seconds: number;
  readonly completions: number;
}

export interface Streak {
  readonly current_days: number;
  readonly longest_days: number;
}

/** Adds events up by local day. A day is there if anything happened on it. */
export function totalByDay(
  events: Iterable<DatedEvent>,
  clock: (at: Date) => LocalTime,
): Map<number, DayTotals> {
  const days = new Map<number, DayTotals>();
  for (const { kind, at, seconds = 0 } of events) {
    const { day } = clock(at);
    const before = days.get(day) ?? { seconds: 0, completions: 0 };
    days.set(day, {
      seconds: before.seconds + seconds,
      completions: before.completions + (kind === 'completion' ? 1 : 0),
    });
  }
  return days;
}

/**
 * Consecutive days with a completion or at least 60 s. The current one survives if its last day was
 * yesterday, since today is not over.
 */
export function measureStreak(days: ReadonlyMap<number, DayTotals>, today: number): Streak {
  const counted = [...days]
    .filter(([day, totals]) => day <= today && counts(totals))
    .map(([day]) => day)
    .sort((a, b) => a - b);
  let longest = 0;
  let run = 0;
  let last = -Infinity;
  for (const day of counted) {
    run = day === last + 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
    last = day;
  }
  return { current_days: last >= today - 1 ? run : 0, longest_days: longest };
}

/**
 * A streak after one day's totals have changed.
 * @returns null where days decide that are not known
 */
export function changeStreak(
  streak: Streak,
  { before, after, isToday }: { before: DayTotals; after: DayTotals; isToday: boolean },
): Streak | null {
  if (counts(before) === counts(after)) return streak;
  if (!isToday || !counts(after)) return null;
  // Today did not count, so what is current ended yesterday.
  const current = streak.current_days + 1;
  return { current_days: current, longest_days: Math.max(streak.longest_days, current) };
}

function counts({ seconds, completions }: DayTotals): boolean {
  return completions > 0 || seconds >= STREAK_SECONDS;
}
