import type { Dice } from './dice.js';
import { PROPORTIONS } from './proportions.js';
import type { SyntheticCourse } from './write-course.js';

/** Tries to find another course before a learner is left with fewer. */
const TRIES = 20;

/** Chooses courses as people do: the i-th most popular in proportion to 1 / i^α. */
export class CourseChooser {
  private readonly open: readonly SyntheticCourse[];
  /** Sums of the weights up to each place. */
  private readonly sums: Float64Array;

  /** @param courses the most popular first; those that are not published are left out */
  constructor(courses: readonly SyntheticCourse[]) {
    this.open = courses.filter(({ course }) => course.status === 'published');
    this.sums = new Float64Array(this.open.length);
    let sum = 0;
    for (let place = 0; place < this.sums.length; place += 1)
      this.sums[place] = sum += (place + 1) ** -PROPORTIONS.popularityExponent;
  }

  /** Different courses, as many as `count` unless there are too few. */
  choose(dice: Dice, count: number): SyntheticCourse[] {
    const chosen = new Set<SyntheticCourse>();
    const wanted = Math.min(count, this.open.length);
    for (let tries = 0; chosen.size < wanted && tries < wanted * TRIES; tries += 1) {
      const course = this.open[this.findPlace(dice.between(0, this.sums.at(-1) ?? 0))];
      if (course) chosen.add(course);
    }
    return [...chosen];
  }

  /** The first place whose sum is beyond `point`, by halving. */
  private findPlace(point: number): number {
    let low = 0;
    let high = this.sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sums[middle] ?? 0) > point) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
