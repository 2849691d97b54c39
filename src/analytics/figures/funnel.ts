import { percentOf } from '../../common/statistics.js';
import { progressPercent } from '../../enrollments/index.js';

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
  private readonly positions: ReadonlyMap<string, number>;
  private readonly completed: number[];
  private readonly stopped: number[];
  private enrollments = 0;

  constructor(private readonly required: readonly RequiredLesson[]) {
    this.positions = new Map(required.map(({ id }, index) => [id, index]));
    this.completed = required.map(() => 0);
    this.stopped = required.map(() => 0);
  }

  /** Adds one enrolment; returns its progress, floored, null where nothing is required. */
  add(lessonsDone: readonly string[], isCompleted: boolean): number | null {
    this.enrollments += 1;
    let furthest = -1;
    let done = 0;
    for (const id of lessonsDone) {
      const position = this.positions.get(id);
      if (position === undefined) continue;
      done += 1;
      this.completed[position] = (this.completed[position] ?? 0) + 1;
      furthest = Math.max(furthest, position);
    }
    if (furthest >= 0 && !isCompleted) this.stopped[furthest] = (this.stopped[furthest] ?? 0) + 1;
    return progressPercent(done, this.required.length);
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
