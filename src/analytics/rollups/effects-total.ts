import { STARS, type CourseStatsDelta, type RatingHistogram } from '../../courses/index.js';
import type { OutboxEvent } from '../../outbox/index.js';

export interface StatusTotals {
  total: number;
  active: number;
  completed: number;
  dropped: number;
}

export interface RatingTotals {
  sum: number;
  count: number;
  stars: RatingHistogram;
}

/** Additions to one row of `rollup_days`. */
export interface DayTotal {
  scope: string;
  date: string;
  enrollments: number;
  completions: number;
  seconds: number;
  active: number;
}

/** Additions to one course's counters. */
export interface CourseTotal {
  enrollments: StatusTotals;
  rating: RatingTotals;
}

/** What a batch of events adds to the rollups that learners share. */
export interface EffectsTotal {
  readonly platform: CourseTotal & { lessons_completed: number; seconds: number };
  /** By id of the day's row, `platform:{date}` or `{course}:{date}`. */
  readonly days: ReadonlyMap<string, DayTotal>;
  /** By course id. */
  readonly courses: ReadonlyMap<string, CourseTotal>;
  /** Learners who took both, by id of the pair of courses. */
  readonly pairs: ReadonlyMap<string, number>;
}

/** The scope of the platform's own days. */
export const PLATFORM_SCOPE = 'platform';

function dayRollupId(scope: string, date: string): string {
  return `${scope}:${date}`;
}

export const noStatuses = (): StatusTotals => ({ total: 0, active: 0, completed: 0, dropped: 0 });
export const noRatings = (): RatingTotals => ({ sum: 0, count: 0, stars: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 } });

/** Adds events up: folding is plain addition, so the order of events does not matter here. */
export function totalEffects(events: readonly Pick<OutboxEvent, 'course_id' | 'effects'>[]): EffectsTotal {
  const platform = { ...noCourse(), lessons_completed: 0, seconds: 0 };
  const days = new Map<string, DayTotal>();
  const courses = new Map<string, CourseTotal>();
  const pairs = new Map<string, number>();
  for (const { course_id, effects } of events) {
    const courseId = course_id.toHexString();
    const course = courses.get(courseId) ?? noCourse();
    courses.set(courseId, course);
    for (const target of [platform, course]) {
      addStatuses(target.enrollments, effects.enrollments);
      addRatings(target.rating, effects.rating);
    }
    platform.lessons_completed += effects.day?.completions ?? 0;
    platform.seconds += effects.day?.seconds ?? 0;
    for (const [id, learners] of Object.entries(effects.pairs ?? {}))
      pairs.set(id, (pairs.get(id) ?? 0) + learners);
    if (effects.date !== undefined && effects.day) {
      addDay(days, PLATFORM_SCOPE, effects.date, effects.day, effects.day.platform_active);
      addDay(days, courseId, effects.date, effects.day, effects.day.course_active);
    }
  }
  return { platform, days, courses, pairs };
}

/** Counters of courses that move; most events, such as time spent, move none. */
export function courseDeltas({ courses }: EffectsTotal): CourseStatsDelta[] {
  return [...courses]
    .map(([courseId, { enrollments, rating }]) => ({
      courseId,
      enrollments: enrollments.total,
      completions: enrollments.completed,
      rating,
    }))
    .filter(({ enrollments, completions, rating: { sum, count, stars } }) =>
      [enrollments, completions, sum, count, ...Object.values(stars)].some((delta) => delta !== 0),
    );
}

function noCourse(): CourseTotal {
  return { enrollments: noStatuses(), rating: noRatings() };
}

function addStatuses(total: StatusTotals, delta: Partial<StatusTotals> | undefined): void {
  if (!delta) return;
  total.total += delta.total ?? 0;
  total.active += delta.active ?? 0;
  total.completed += delta.completed ?? 0;
  total.dropped += delta.dropped ?? 0;
}

function addRatings(
  total: RatingTotals,
  delta: { sum: number; count: number; stars?: Partial<RatingHistogram> } | undefined,
): void {
  if (!delta) return;
  total.sum += delta.sum;
  total.count += delta.count;
  for (const star of STARS) total.stars[star] += delta.stars?.[star] ?? 0;
}

function addDay(
  days: Map<string, DayTotal>,
  scope: string,
  date: string,
  delta: NonNullable<OutboxEvent['effects']['day']>,
  active = 0,
): void {
  const id = dayRollupId(scope, date);
  const total = days.get(id) ?? { scope, date, enrollments: 0, completions: 0, seconds: 0, active: 0 };
  total.enrollments += delta.enrollments ?? 0;
  total.completions += delta.completions ?? 0;
  total.seconds += delta.seconds ?? 0;
  total.active += active;
  days.set(id, total);
}
