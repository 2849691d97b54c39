import { dateOfDay, localClock } from '../common/local-days.js';
import { percentOf, type Enrollment, type OutlinedEnrollment } from '../enrollments/index.js';
import type { DashboardBody } from './dto/progress.dto.js';
import { extendStreak, measureStreak, type DayTotals } from './figures/streak.js';
import type { Learned } from './learning-event.js';
import { presentResume } from './progress.presenter.js';

const MAX_CONTINUED = 5;
const SHOWN_DAYS = 7;

/** What a dashboard is made of, as read from the database. */
export interface DashboardParts {
  readonly userId: string;
  /** Every course ever taken, the last visited first. */
  readonly taken: readonly OutlinedEnrollment[];
  /** By local day. */
  readonly days: ReadonlyMap<number, DayTotals>;
  readonly recommendations: DashboardBody['recommendations'];
  readonly now: Date;
  /** The learner's, an IANA name. */
  readonly timezone: string;
}

export function presentDashboard(parts: DashboardParts): DashboardBody {
  const { userId, taken, days, recommendations, now, timezone } = parts;
  const today = localClock(timezone)(now).day;
  return {
    user_id: userId,
    totals: totalsOf(taken.map(({ enrollment }) => enrollment)),
    continue_learning: continueLearning(taken),
    streak: measureStreak(days, today),
    last_7_days: lastDays(days, today),
    recommendations,
    computed_at: now.toISOString(),
  };
}

/** What a dashboard's body does not say, and what it comes to after an event follows from. */
export interface DashboardFacts {
  readonly timezone: string;
  /** When any course was visited last, in milliseconds since the epoch. */
  readonly visitedAt: number;
}

/**
 * A dashboard after one more event of the learner's: what `presentDashboard` would make of what the event has left,
 * recommendations apart, which stay.
 * @returns null where that does not follow from what is shown: on another day, where the course was not visited last,
 *   or where one that was not shown comes up
 */
export function advanceDashboard(
  held: DashboardBody,
  { timezone, visitedAt }: DashboardFacts,
  learned: Learned,
): DashboardBody | null {
  const { event, after } = learned;
  const today = held.last_7_days.at(-1);
  const continued = advanceContinued(held, learned);
  const isToday = today?.date === dateOfDay(localClock(timezone)(event.at).day);
  if (!isToday || !continued || after.last_accessed_at.getTime() <= visitedAt) return null;
  const extended = addToDay(today, learned);
  return {
    ...held,
    totals: addToTotals(held.totals, learned),
    continue_learning: continued,
    streak: extendStreak(held.streak, { before: today, after: extended }),
    last_7_days: [...held.last_7_days.slice(0, -1), extended],
    computed_at: event.at.toISOString(),
  };
}

type Day = DashboardBody['last_7_days'][number];
type Continued = DashboardBody['continue_learning'];

function totalsOf(enrollments: readonly Enrollment[]): DashboardBody['totals'] {
  const count = (status: Enrollment['status']) =>
    enrollments.filter((enrollment) => enrollment.status === status).length;
  return {
    enrolled: enrollments.length - count('dropped'),
    active: count('active'),
    completed: count('completed'),
    lessons_completed: enrollments.reduce((sum, { completed }) => sum + completed.length, 0),
    time_spent_seconds: enrollments.reduce((sum, { time_spent_seconds }) => sum + time_spent_seconds, 0),
  };
}

function addToTotals(totals: DashboardBody['totals'], { before, after }: Learned): DashboardBody['totals'] {
  const [was, is] = [totalsOf([before]), totalsOf([after])];
  return {
    enrolled: totals.enrolled + is.enrolled - was.enrolled,
    active: totals.active + is.active - was.active,
    completed: totals.completed + is.completed - was.completed,
    lessons_completed: totals.lessons_completed + is.lessons_completed - was.lessons_completed,
    time_spent_seconds: totals.time_spent_seconds + is.time_spent_seconds - was.time_spent_seconds,
  };
}

/** Active courses, the last visited first. */
function continueLearning(taken: readonly OutlinedEnrollment[]): Continued {
  return taken.filter(isContinued).slice(0, MAX_CONTINUED).flatMap(presentContinued);
}

function advanceContinued({ continue_learning, totals }: DashboardBody, learned: Learned): Continued | null {
  const { after: enrollment, outline } = learned;
  const others = continue_learning.filter(({ course }) => course.id !== outline.id);
  const left = others.length < continue_learning.length && !isContinued({ enrollment, outline });
  // One of those that were not shown moves up.
  if (left && totals.active > continue_learning.length) return null;
  return [...presentContinued({ enrollment, outline }), ...others].slice(0, MAX_CONTINUED);
}

const isContinued = ({ enrollment, outline }: OutlinedEnrollment): boolean =>
  enrollment.status === 'active' && outline !== null;

function presentContinued({ enrollment, outline }: OutlinedEnrollment): Continued {
  if (enrollment.status !== 'active' || !outline) return [];
  return [
    {
      course: { id: outline.id, title: outline.title },
      progress_percent: percentOf(enrollment, outline),
      resume: presentResume(enrollment, outline),
    },
  ];
}

function lastDays(days: ReadonlyMap<number, DayTotals>, today: number): Day[] {
  return Array.from({ length: SHOWN_DAYS }, (_, index) => today - SHOWN_DAYS + 1 + index).map((day) => ({
    date: dateOfDay(day),
    seconds: days.get(day)?.seconds ?? 0,
    completions: days.get(day)?.completions ?? 0,
  }));
}

function addToDay({ date, seconds, completions }: Day, { event, change }: Learned): Day {
  return {
    date,
    seconds: seconds + (change.seconds ?? 0),
    completions: completions + (event.kind === 'completion' ? 1 : 0),
  };
}
