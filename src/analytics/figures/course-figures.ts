import { percentile, percentOf, roundFigure, sortAscending } from '../../common/statistics.js';
import { progressPercent, type EnrollmentGroup } from '../../enrollments/index.js';
import { FunnelCounter, type FunnelStep, type RequiredLesson } from './funnel.js';

const DAY_MS = 86_400_000;

/** Pauses, in days, that figures tell apart: a learner is active within them, and at risk after the first. */
export const IDLE_DAYS = [7, 30] as const;
const [WEEK, MONTH] = IDLE_DAYS;

export const PROGRESS_BUCKETS = ['0', '1-25', '26-50', '51-75', '76-99', '100'] as const;
export type ProgressBucket = (typeof PROGRESS_BUCKETS)[number];

export interface CourseFigures {
  readonly enrollments: { total: number; active: number; completed: number; dropped: number };
  readonly active_learners: { last_7_days: number; last_30_days: number };
  readonly completion_rate: number;
  readonly average_progress: number;
  readonly progress_buckets: Readonly<Record<ProgressBucket, number>>;
  readonly funnel: readonly FunnelStep[];
  readonly time_to_complete_days: { p25: number | null; p50: number | null; p75: number | null };
  readonly at_risk: number;
}

/**
 * Adds up one course's enrolments, a group at a time, so that memory does not grow with them (but for the
 * times that percentiles need). What each figure means stands in `dto/analytics.dto.ts`.
 */
export class CourseFigureCounter {
  private readonly enrollments = { total: 0, active: 0, completed: 0, dropped: 0 };
  private readonly activeLearners = { last_7_days: 0, last_30_days: 0 };
  private readonly buckets: Record<ProgressBucket, number> = {
    '0': 0,
    '1-25': 0,
    '26-50': 0,
    '51-75': 0,
    '76-99': 0,
    '100': 0,
  };
  private readonly funnel: FunnelCounter;
  private readonly daysToComplete: number[] = [];
  private progressSum = 0;
  private progressCount = 0;
  private atRisk = 0;

  constructor(private readonly required: readonly RequiredLesson[]) {
    this.funnel = new FunnelCounter(required);
  }

  add(group: EnrollmentGroup): void {
    const { status, done, took_ms, count } = group;
    this.enrollments.total += count;
    this.enrollments[status] += count;
    this.funnel.add(group);
    const percent = progressPercent(done.length, this.required.length);
    if (status !== 'dropped' && percent !== null) this.addProgress(percent, count);
    this.addActivity(group);
    if (took_ms !== null) {
      const days = Math.max(0, took_ms / DAY_MS);
      for (let n = 0; n < count; n += 1) this.daysToComplete.push(days);
    }
  }

  finish(): CourseFigures {
    const days = sortAscending(this.daysToComplete);
    const { total, completed } = this.enrollments;
    return {
      enrollments: this.enrollments,
      active_learners: this.activeLearners,
      completion_rate: percentOf(completed, total),
      average_progress: this.progressCount === 0 ? 0 : roundFigure(this.progressSum / this.progressCount),
      progress_buckets: this.buckets,
      funnel: this.funnel.finish(),
      time_to_complete_days: {
        p25: percentile(days, 0.25),
        p50: percentile(days, 0.5),
        p75: percentile(days, 0.75),
      },
      at_risk: this.atRisk,
    };
  }

  private addProgress(percent: number, count: number): void {
    this.progressSum += percent * count;
    this.progressCount += count;
    this.buckets[bucketOf(percent)] += count;
  }

  private addActivity({ status, begun, idle_days, count }: EnrollmentGroup): void {
    if (idle_days < WEEK) this.activeLearners.last_7_days += count;
    if (idle_days < MONTH) this.activeLearners.last_30_days += count;
    if (status === 'active' && begun && idle_days >= WEEK) this.atRisk += count;
  }
}

/** The bucket of a floored percentage. */
export function bucketOf(percent: number): ProgressBucket {
  if (percent <= 0) return '0';
  if (percent <= 25) return '1-25';
  if (percent <= 50) return '26-50';
  if (percent <= 75) return '51-75';
  return percent < 100 ? '76-99' : '100';
}
