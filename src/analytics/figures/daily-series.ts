import { dayOfUtc, lastDates } from '../../common/local-days.js';

/** One UTC day of a course or of the platform. */
export interface DayFigures {
  readonly date: string;
  readonly enrollments: number;
  readonly completions: number;
  /** Learners with at least one event. */
  readonly active: number;
}

/** The last `count` UTC days that end with `computedAt`, oldest first; a day without a row is all 0. */
export function dailySeries(rows: Iterable<DayFigures>, computedAt: Date, count: number): DayFigures[] {
  const byDate = new Map([...rows].map((row) => [row.date, row]));
  return lastDates(dayOfUtc(computedAt), count).map((date) => {
    const row = byDate.get(date);
    return {
      date,
      enrollments: row?.enrollments ?? 0,
      completions: row?.completions ?? 0,
      active: row?.active ?? 0,
    };
  });
}
