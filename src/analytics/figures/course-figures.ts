import { percentile, percentOf, roundFigure, sortAscending } from '../../common/statistics.js';
import { FunnelCounter, type FunnelStep, type RequiredLesson } from './funnel.js';

const DAY_MS = 86_400_000;

/** What one enrolment contributes to its course's figures. */
export interface EnrollmentFacts {
  readonly status: 'active' | 'completed' | 'dropped';
  readonly enrolledAt: Date;
  readonly completedAt: Date | null;
  /** Its last event: enrolment, completion or heartbeat. */
  readonly lastEventAt: Date;
  readonly timeSpentSeconds: number;
  /** Ids of the lessons done, in any order, deleted ones too. */
  readonly lessonsDone: readonly string[];
}

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
 * Adds up one course's enrolments, one at a time, so that memory does not grow with them (but for the
 * times that percentiles need). Definitions: design/analytics.md.
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

  constructor(
    required: readonly RequiredLesson[],
    private readonly computedAt: Date,
  ) {
    this.funnel = new FunnelCounter(required);
  }

  add(facts: EnrollmentFacts): void {
    this.enrollments.total += 1;
    this.enrollments[facts.status] += 1;
    const percent = this.funnel.add(facts.lessonsDone, facts.status === 'completed');
    if (facts.status !== 'dropped' && percent !== null) this.addProgress(percent);
    this.addActivity(facts);
    if (facts.status === 'completed' && facts.completedAt) {
      const days = (facts.completedAt.getTime() - facts.enrolledAt.getTime()) / DAY_MS;
      this.daysToComplete.push(Math.max(0, days));
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

  private addProgress(percent: number): void {
    this.progressSum += percent;
    this.progressCount += 1;
    this.buckets[bucketOf(percent)] += 1;
  }

  private addActivity(facts: EnrollmentFacts): void {
    const idleDays = (this.computedAt.getTime() - facts.lastEventAt.getTime()) / DAY_MS;
    if (idleDays < 7) this.activeLearners.last_7_days += 1;
    if (idleDays < 30) this.activeLearners.last_30_days += 1;
    const begun = facts.lessonsDone.length > 0 || facts.timeSpentSeconds > 0;
    if (facts.status === 'active' && begun && idleDays >= 7) this.atRisk += 1;
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
