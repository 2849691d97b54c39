import type { LocalTime } from '../../common/local-days.js';
import { percentile, percentOf, roundFigure, sortAscending } from '../../common/statistics.js';
import { measureStreak, totalByDay, type DatedEvent, type Streak } from '../../progress/index.js';
import { measureSessions, type SessionFigures } from './learning-sessions.js';

const HOUR_MS = 3_600_000;
const PACE_WEEKS = 4;

/** Parts of the day, six hours each, from midnight. */
export const DAY_PARTS = ['night', 'morning', 'afternoon', 'evening'] as const;
export type DayPart = (typeof DAY_PARTS)[number];

export interface PatternEvent extends DatedEvent {
  /** Category of the event's course. */
  readonly category: string;
}

export interface StudentPatterns {
  readonly hour_histogram: readonly number[];
  readonly weekday_histogram: readonly number[];
  readonly sessions: SessionFigures;
  readonly streak: Streak;
  readonly pace: { completions_per_week: number; median_gap_hours: number | null };
  readonly categories: readonly { category: string; share: number }[];
  readonly preferred_time: DayPart | null;
  readonly consistency: number;
}

/**
 * How one learner learns. Histograms, pace, categories and preferred time are of completions; sessions,
 * and the days that consistency counts, of every event.
 * @param clock local time in the zone that days and hours are told in
 */
export function describePatterns(
  events: readonly PatternEvent[],
  clock: (at: Date) => LocalTime,
  computedAt: Date,
): StudentPatterns {
  const past = events.filter(({ at }) => at <= computedAt).sort((a, b) => a.at.getTime() - b.at.getTime());
  const completions = past.filter(({ kind }) => kind === 'completion');
  const today = clock(computedAt).day;
  const days = totalByDay(past, clock);
  const hours = histogram(
    24,
    completions.map(({ at }) => clock(at).hour),
  );
  return {
    hour_histogram: hours,
    weekday_histogram: histogram(
      7,
      completions.map(({ at }) => clock(at).weekday),
    ),
    sessions: measureSessions(past.map(({ at }) => at.getTime())),
    streak: measureStreak(days, today),
    pace: measurePace(completions, computedAt),
    categories: shareByCategory(completions),
    preferred_time: preferredTime(hours),
    consistency: measureConsistency([...days.keys()], today),
  };
}

function histogram(size: number, values: readonly number[]): number[] {
  const counts = Array.from({ length: size }, () => 0);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

function measurePace(completions: readonly PatternEvent[], computedAt: Date): StudentPatterns['pace'] {
  const since = computedAt.getTime() - PACE_WEEKS * 7 * 24 * HOUR_MS;
  const recent = completions.filter(({ at }) => at.getTime() > since).length;
  const gaps = completions.slice(1).map(({ at }, index) => {
    const before = completions[index]?.at ?? at;
    return (at.getTime() - before.getTime()) / HOUR_MS;
  });
  return {
    completions_per_week: roundFigure(recent / PACE_WEEKS),
    median_gap_hours: percentile(sortAscending(gaps), 0.5),
  };
}

/** Largest share first; equal ones by name. */
function shareByCategory(completions: readonly PatternEvent[]): { category: string; share: number }[] {
  const counts = new Map<string, number>();
  for (const { category } of completions) counts.set(category, (counts.get(category) ?? 0) + 1);
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .map(([category, count]) => ({ category, share: percentOf(count, completions.length) }));
}

/** The part of the day with most completions; of equal ones the earlier; null without any. */
function preferredTime(hours: readonly number[]): DayPart | null {
  const perPart = DAY_PARTS.map((_, part) =>
    hours.slice(6 * part, 6 * part + 6).reduce((sum, count) => sum + count, 0),
  );
  const most = Math.max(...perPart);
  return most === 0 ? null : (DAY_PARTS[perPart.indexOf(most)] ?? null);
}

/** Days with an event, of the days from the first one to today, both counted; never above 100. */
function measureConsistency(days: readonly number[], today: number): number {
  return days.length === 0 ? 0 : percentOf(days.length, today - Math.min(...days) + 1);
}
