import type { Completion, Heartbeat } from '../../progress/learning.schema.js';
import type { Enrollment } from '../../enrollments/enrollment.schema.js';
import type { Review } from '../../reviews/review.schema.js';
import type { User } from '../../users/index.js';
import { CourseChooser } from './choose-courses.js';
import { Dice } from './dice.js';
import { HABITS, PROPORTIONS } from './proportions.js';
import { simulateEnrollment, type SimulatedEnrollment } from './simulate-enrollment.js';
import { COMMENTS } from './subjects.js';
import { DAY, type SyntheticPlan } from './synthetic-plan.js';
import { writeCourse, type SyntheticCourse } from './write-course.js';
import { writeInstructor, writeLearner, type SyntheticLearner } from './write-person.js';

/** One learner with everything that is theirs. */
export interface LearnerLife {
  readonly user: User;
  readonly enrollments: readonly Enrollment[];
  readonly completions: readonly Completion[];
  readonly heartbeats: readonly Heartbeat[];
  readonly reviews: readonly Review[];
}

/** How far the learner who is shown to visitors goes in each of their courses, and how many days ago they began. */
const SHOWN_LIFE = [
  { aim: 1, daysAgo: 150 },
  { aim: 1, daysAgo: 95 },
  { aim: 0.7, daysAgo: 60 },
  { aim: 1, daysAgo: 21 },
  { aim: 1, daysAgo: 5 },
] as const;

/** Makes courses and people by a plan, in proportions taken from published figures (see `PROPORTIONS`). */
export class SyntheticData {
  readonly instructors: readonly User[];
  /** The most popular first. */
  readonly courses: readonly SyntheticCourse[];
  private readonly dice: Dice;
  private readonly chooser: CourseChooser;

  constructor(private readonly plan: SyntheticPlan) {
    this.dice = new Dice(plan.seed);
    this.instructors = Array.from({ length: plan.instructors }, (_, place) =>
      writeInstructor(this.dice, plan, place),
    );
    const taken = new Set<string>();
    this.courses = Array.from({ length: plan.courses }, (_, place) =>
      writeCourse(this.dice, plan, place, this.instructors, taken),
    );
    this.chooser = new CourseChooser(this.courses);
  }

  /** Learners one at a time: only the batch that is being written is in memory. */
  *learners(): Generator<LearnerLife> {
    for (let place = 0; place < this.plan.learners; place += 1) {
      const learner = writeLearner(this.dice, this.plan, place);
      yield this.live(
        learner,
        this.chooser.choose(this.dice, this.dice.geometric(this.plan.enrollmentsEach)),
      );
    }
  }

  /** A diligent learner, so that there is something to see: courses finished, one half done, a streak. */
  shownLearner(): LearnerLife {
    const { now } = this.plan;
    const { user, hour } = writeLearner(this.dice, this.plan, this.plan.learners);
    const joined = new Date(now.getTime() - 151 * DAY);
    const learner = {
      user: { ...user, created_at: joined, updated_at: joined },
      hour,
      daysBetweenSessions: 0.5,
    };
    const courses = this.chooser.choose(this.dice, SHOWN_LIFE.length);
    const lives = courses.map((target, place) => {
      const { aim, daysAgo } = SHOWN_LIFE[place] ?? SHOWN_LIFE[0];
      const enrolledAt = new Date(now.getTime() - daysAgo * DAY);
      return { target, ...simulateEnrollment(this.dice, { learner, target, enrolledAt, now, aim }) };
    });
    return this.collect(learner, lives);
  }

  private live(learner: SyntheticLearner, courses: readonly SyntheticCourse[]): LearnerLife {
    const { now } = this.plan;
    const lives = courses.flatMap((target) => {
      const enrolledAt = this.chooseStart(learner, target);
      if (enrolledAt > now) return [];
      return [{ target, ...simulateEnrollment(this.dice, { learner, target, enrolledAt, now }) }];
    });
    return this.collect(learner, lives);
  }

  /** Some enrol as soon as they have joined or the course is out, others much later. */
  private chooseStart({ user }: SyntheticLearner, { course }: SyntheticCourse): Date {
    const earliest = Math.max(user.created_at.getTime(), course.published_at?.getTime() ?? 0);
    return new Date(Math.round(earliest + this.dice.exponential(25) * DAY));
  }

  private collect(
    { user }: SyntheticLearner,
    lives: readonly (SimulatedEnrollment & { target: SyntheticCourse })[],
  ): LearnerLife {
    return {
      user,
      enrollments: lives.map(({ enrollment }) => enrollment),
      completions: lives.flatMap(({ completions }) => completions),
      heartbeats: lives.flatMap(({ heartbeats }) => heartbeats),
      reviews: lives.flatMap((life) => this.review(life) ?? []),
    };
  }

  private review(life: SimulatedEnrollment & { target: SyntheticCourse }): Review | undefined {
    const { enrollment, share, target } = life;
    const { dice } = this;
    if (share < HABITS.reviewedFrom || !dice.chance(HABITS.reviews)) return undefined;
    const at = new Date(Math.round(enrollment.last_accessed_at.getTime() + dice.between(0.01, 1) * DAY));
    const left = enrollment.dropped_at !== null && enrollment.dropped_at < at;
    if (at > this.plan.now || left) return undefined;
    // Quality tilts the weights: a good course has fewer low ratings, a poor one fewer high ones.
    const tilted = PROPORTIONS.ratings.map((weight, place) => weight * (0.5 + target.quality) ** (place - 2));
    const rating = (dice.weigh(tilted) + 1) as 1 | 2 | 3 | 4 | 5;
    return {
      _id: `${enrollment.course_id.toHexString()}:${enrollment.user_id.toHexString()}`,
      course_id: enrollment.course_id,
      user_id: enrollment.user_id,
      rating,
      comment: dice.pick(COMMENTS[rating]),
      created_at: at,
      updated_at: at,
    };
  }
}
