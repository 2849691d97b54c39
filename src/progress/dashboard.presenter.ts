import { dateOfDay, localClock } from '../common/local-days.js';
import type { CourseOutline } from '../courses/index.js';
import { progressOf, type Enrollment } from '../enrollments/index.js';
import type { DashboardBody } from './dto/progress.dto.js';
import { measureStreak, type DayTotals } from './figures/streak.js';
import { presentResume } from './progress.presenter.js';

/** Courses that are shown to be continued, at most. */
export const MAX_CONTINUED = 5;
const SHOWN_DAYS = 7;

/** An enrolment, and what may be shown of its course: the dashboard depends on no more of it (`SYLLABUS_OF`). */
export interface ShownEnrollment {
  readonly enrollment: Enrollment;
  readonly outline: Pick<CourseOutline, 'id' | 'title' | 'sections'> | null;
}

/** What a dashboard is made of, as read from the database. */
export interface DashboardParts {
  readonly userId: string;
  /** Every course ever taken, the last visited first. */
  readonly taken: readonly ShownEnrollment[];
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
    continue_learning: taken.filter(isContinued).slice(0, MAX_CONTINUED).map(presentContinued),
    streak: measureStreak(days, today),
    last_7_days: lastDays(days, today),
    recommendations,
    computed_at: now.toISOString(),
  };
}

/** Totals of some enrolments. */
export function totalsOf(enrollments: readonly Enrollment[]): DashboardBody['totals'] {
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

/** An enrolment in a course that the learner may go on with. */
export type ContinuedEnrollment = ShownEnrollment & {
  readonly outline: NonNullable<ShownEnrollment['outline']>;
};

/** Whether somebody may go on with a course: that it was not completed or dropped, and is not being deleted. */
export function isContinued(taken: ShownEnrollment): taken is ContinuedEnrollment {
  return taken.enrollment.status === 'active' && taken.outline !== null;
}

export function presentContinued({
  enrollment,
  outline,
}: ContinuedEnrollment): DashboardBody['continue_learning'][number] {
  return {
    course: { id: outline.id, title: outline.title },
    progress_percent: progressOf(enrollment, outline),
    resume: presentResume(enrollment, outline),
  };
}

function lastDays(days: ReadonlyMap<number, DayTotals>, today: number): DashboardBody['last_7_days'] {
  return Array.from({ length: SHOWN_DAYS }, (_, index) => today - SHOWN_DAYS + 1 + index).map((day) => ({
    date: dateOfDay(day),
    seconds: days.get(day)?.seconds ?? 0,
    completions: days.get(day)?.completions ?? 0,
  }));
}
