import type { EntryMeta } from '../cache/index.js';
import { dateOfDay, localClock, type LocalTime } from '../common/local-days.js';
import {
  isContinued,
  MAX_CONTINUED,
  presentContinued,
  totalsOf,
  type ShownEnrollment,
} from './dashboard.presenter.js';
import type { DashboardBody } from './dto/progress.dto.js';
import type { EnrollmentChange } from './enrollment-change.js';
import { changeStreak } from './figures/streak.js';

/** What a dashboard's body does not say, and what it comes to after a change follows from. */
export interface DashboardFacts {
  /** The learner's, an IANA name. */
  readonly timezone: string;
  /** When the courses to be continued were visited last, in their order, in milliseconds since the epoch. */
  readonly visits: readonly number[];
  /** No course to be continued that is not shown was visited later than this; null where there is none. */
  readonly hiddenVisit: number | null;
}

export interface KnownDashboard {
  readonly body: DashboardBody;
  readonly facts: DashboardFacts;
}

/** @param taken every course ever taken, the last visited first */
export function factsOf(taken: readonly ShownEnrollment[], timezone: string): DashboardFacts {
  const visits = taken.filter(isContinued).map(({ enrollment }) => enrollment.last_accessed_at.getTime());
  return { timezone, visits: visits.slice(0, MAX_CONTINUED), hiddenVisit: visits[MAX_CONTINUED] ?? null };
}

/** Facts as the cache keeps them: flat. */
export function encodeFacts({ timezone, visits, hiddenVisit }: DashboardFacts): EntryMeta {
  return { timezone, visits: JSON.stringify(visits), hidden_visit: hiddenVisit };
}

/** @returns null where they are of another version of this product */
export function decodeFacts({ timezone, visits, hidden_visit }: EntryMeta): DashboardFacts | null {
  if (typeof timezone !== 'string' || typeof visits !== 'string') return null;
  return {
    timezone,
    visits: JSON.parse(visits) as number[],
    hiddenVisit: typeof hidden_visit === 'number' ? hidden_visit : null,
  };
}

/**
 * A dashboard after one more write of the learner's: what `presentDashboard` would make of what the write has left,
 * recommendations apart, which stay.
 * @returns null where that does not follow from what is known: on another day, where a course comes up that was not
 *   shown, where a day no longer counts for the streak, or where what was recommended has been taken
 */
export function changeDashboard(
  { body, facts }: KnownDashboard,
  change: EnrollmentChange,
): KnownDashboard | null {
  const clock = localClock(facts.timezone);
  const isToday = body.last_7_days.at(-1)?.date === dateOf(clock, change.at);
  const isRecommended = body.recommendations.some(({ id }) => id === change.outline.id);
  if (!isToday || (isRecommended && !change.before)) return null;
  const continued = changeContinued({ body, facts }, change);
  const days = changeDays(body, change, clock);
  if (!continued || !days) return null;
  return {
    body: {
      ...body,
      totals: changeTotals(body.totals, change),
      continue_learning: continued.shown.map(({ course }) => course),
      ...days,
      computed_at: change.at.toISOString(),
    },
    facts: {
      timezone: facts.timezone,
      visits: continued.shown.map(({ visit }) => visit),
      hiddenVisit: continued.hiddenVisit,
    },
  };
}

function changeTotals(
  totals: DashboardBody['totals'],
  { before, after }: EnrollmentChange,
): DashboardBody['totals'] {
  const [was, is] = [totalsOf(before ? [before] : []), totalsOf([after])];
  return {
    enrolled: totals.enrolled + is.enrolled - was.enrolled,
    active: totals.active + is.active - was.active,
    completed: totals.completed + is.completed - was.completed,
    lessons_completed: totals.lessons_completed + is.lessons_completed - was.lessons_completed,
    time_spent_seconds: totals.time_spent_seconds + is.time_spent_seconds - was.time_spent_seconds,
  };
}

interface Continued {
  readonly shown: readonly {
    readonly course: DashboardBody['continue_learning'][number];
    readonly visit: number;
  }[];
  readonly hiddenVisit: number | null;
}

/** Takes the course from its place, and puts it where it belongs now, if it belongs there at all. */
function changeContinued(
  { body, facts: { visits, hiddenVisit } }: KnownDashboard,
  { after: enrollment, outline }: EnrollmentChange,
): Continued | null {
  const shown = body.continue_learning.map((course, index) => ({ course, visit: visits[index] ?? 0 }));
  const others = shown.filter(({ course }) => course.course.id !== outline.id);
  // Were it shown no longer, one of those that were not would come up.
  const mayLeave = others.length === shown.length || hiddenVisit === null;
  const own = { enrollment, outline };
  if (!isContinued(own)) return mayLeave ? { shown: others, hiddenVisit } : null;
  const visit = enrollment.last_accessed_at.getTime();
  // Of two that were visited at one time, ids decide.
  if (visit === hiddenVisit || others.some((other) => other.visit === visit)) return null;
  if (hiddenVisit !== null && visit < hiddenVisit) return mayLeave ? { shown, hiddenVisit } : null;
  const sorted = [...others, { course: presentContinued(own), visit }].toSorted((a, b) => b.visit - a.visit);
  return {
    shown: sorted.slice(0, MAX_CONTINUED),
    hiddenVisit: sorted[MAX_CONTINUED]?.visit ?? hiddenVisit,
  };
}

type Days = Pick<DashboardBody, 'last_7_days' | 'streak'>;

function changeDays(
  { last_7_days: days, streak }: DashboardBody,
  { day }: EnrollmentChange,
  clock: (at: Date) => LocalTime,
): Days | null {
  if (!day) return { last_7_days: days, streak };
  const date = dateOf(clock, day.at);
  const index = days.findIndex((each) => each.date === date);
  const before = days[index];
  if (!before) return null;
  const after = {
    date,
    seconds: before.seconds + day.seconds,
    completions: before.completions + day.completions,
  };
  const changed = changeStreak(streak, { before, after, isToday: index === days.length - 1 });
  return changed && { last_7_days: days.with(index, after), streak: changed };
}

function dateOf(clock: (at: Date) => LocalTime, at: Date): string {
  return dateOfDay(clock(at).day);
}
