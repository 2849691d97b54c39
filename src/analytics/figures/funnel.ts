import { percentOf } from '../../common/statistics.js';
import type { EnrollmentGroup } from '../../enrollments/index.js';

/** A required lesson; they come in outline order. */
export interface RequiredLesson {
  readonly id: string;
  readonly title: string;
}

export interface FunnelStep {
  readonly lesson_id: string;
  readonly title: string;
  /** Enrolments that have done the lesson. */
  readonly completed: number;
  /** Per cent fewer than the step before (the first: than all enrolments); negative when more. */
  readonly drop_off: number;
  /** Enrolments that are not completed and whose furthest done required lesson is this one. */
  readonly stopped_here: number;
}

/** Counts how far enrolments came through a course's required lessons, dropped enrolments too. */
export class FunnelCounter {
  private readonly completed: number[];
  private readonly stopped: number[];
  private enrollments = 0;

  constructor(private readonly required: readonly RequiredLesson[]) {
    this.completed = required.map(() => 0);
    this.stopped = required.map(() => 0);
  }

  /** @param done places of the required lessons that each of these enrolments has done, ascending */
  add({ done, status, count }: Pick<EnrollmentGroup, 'done' | 'status' | 'count'>): void {
    this.enrollments += count;
    for (const place of done) this.completed[place] = (this.completed[place] ?? 0) + count;
    const furthest = done.at(-1);
    if (furthest !== undefined && status !== 'completed')
      this.stopped[furthest] = (this.stopped[furthest] ?? 0) + count;
  }

  finish(): FunnelStep[] {
    return this.required.map(({ id, title }, index) => {
      const completed = this.completed[index] ?? 0;
      const before = index === 0 ? this.enrollments : (this.completed[index - 1] ?? 0);
      return {
        lesson_id: id,
        title,
        completed,
        drop_off: percentOf(before - completed, before),
        stopped_here: this.stopped[index] ?? 0,
      };
    });
  }
}
