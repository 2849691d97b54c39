import { Injectable } from '@nestjs/common';
import type { ImportSummary } from '../import-summary.js';
import type { Progress } from '../progress/progress.js';
import { DataLoads } from './data-loads.service.js';
import { PROPORTIONS } from './proportions.js';
import { SyntheticLoad } from './synthetic-load.service.js';

export interface SyntheticSize {
  readonly courses: number;
  /** Learners; instructors come with the courses. */
  readonly users: number;
  readonly seed: number;
}

/** Courses that one instructor has, on average. */
const COURSES_OF_AN_INSTRUCTOR = 4;
/** Activity goes this many days back. */
const DAYS = 365;

/** Generates data of any size, to see how the product bears it. Nobody in it can sign in. */
@Injectable()
export class SyntheticImport {
  constructor(
    private readonly loads: DataLoads,
    private readonly load: SyntheticLoad,
  ) {}

  /**
   * The same size and seed add nothing the second time.
   * @throws {ImportError} when the seed was used with another size
   */
  async run({ courses, users, seed }: SyntheticSize, progress: Progress, now: Date): Promise<ImportSummary> {
    const plan = await this.loads.begin({
      name: `seed-${seed}`,
      seed,
      courses,
      instructors: Math.ceil(courses / COURSES_OF_AN_INSTRUCTOR),
      learners: users,
      enrollmentsEach: PROPORTIONS.enrollmentsEach,
      days: DAYS,
      now,
    });
    const { SyntheticData } = await import('./synthetic-data.js');
    const data = new SyntheticData(plan);
    const cast = { courses: data.courses, staff: data.instructors, lives: data.learners(), learners: users };
    const summary = await this.load.write(cast, progress);
    await this.loads.finish(plan, now);
    return summary;
  }
}
