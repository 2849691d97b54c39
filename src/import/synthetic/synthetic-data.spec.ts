import { isDeepStrictEqual } from 'node:util';
import type { Enrollment } from '../../enrollments/index.js';
import { Dice } from './dice.js';
import { PROPORTIONS } from './proportions.js';
import { SyntheticData, type LearnerLife } from './synthetic-data.js';
import { DAY, type SyntheticPlan } from './synthetic-plan.js';

const PLAN: SyntheticPlan = {
  name: 'trial',
  seed: 7,
  courses: 60,
  instructors: 5,
  learners: 1_500,
  enrollmentsEach: 3,
  days: 240,
  now: new Date('2025-03-09T15:30:00Z'),
};

describe('dice', () => {
  it('fall the same for the same seed and name, whatever was thrown before', () => {
    const [one, other] = [new Dice(1), new Dice(1)];
    one.whole(1, 6);
    const throws = (dice: Dice): number[] => Array.from({ length: 20 }, () => dice.whole(1, 1_000));
    expect(throws(one.beginFor('x'))).toEqual(throws(other.beginFor('x')));
    expect(throws(one.beginFor('x'))).not.toEqual(throws(other.beginFor('y')));
    expect(throws(new Dice(2).beginFor('x'))).not.toEqual(throws(one.beginFor('x')));
  });

  it('keep to their means', () => {
    const dice = new Dice(3);
    const mean = (draw: () => number): number =>
      Array.from({ length: 20_000 }, draw).reduce((sum, value) => sum + value, 0) / 20_000;
    expect(mean(() => dice.geometric(1.41))).toBeCloseTo(1.41, 1);
    expect(mean(() => dice.exponential(3))).toBeCloseTo(3, 0);
    expect(mean(() => dice.normal())).toBeCloseTo(0, 1);
    expect(mean(() => dice.weigh([1, 0, 3]))).toBeCloseTo(1.5, 1);
  });
});

describe('synthetic data', () => {
  const data = new SyntheticData(PLAN);
  const lives = [...data.learners(), data.shownLearner()];
  const enrollments = lives.flatMap((life) => life.enrollments);

  it('is the same for the same plan', () => {
    const few = { ...PLAN, courses: 8, learners: 20 };
    const make = (plan: SyntheticPlan): [unknown, LearnerLife[]] => {
      const made = new SyntheticData(plan);
      return [made.courses, [...made.learners(), made.shownLearner()]];
    };
    expect(make(few)).toEqual(make(few));
    expect(make({ ...few, seed: 8 })).not.toEqual(make(few));
  });

  it('has courses with sections and lessons in several categories, languages, levels and states', () => {
    const courses = data.courses.map(({ course }) => course);
    const kinds = (of: (course: (typeof courses)[number]) => string): number => new Set(courses.map(of)).size;
    expect(kinds(({ title }) => title)).toBe(60);
    expect(kinds(({ category }) => category)).toBe(10);
    expect(kinds(({ level }) => level)).toBe(4);
    expect(kinds(({ language }) => language)).toBe(4);
    expect(kinds(({ status }) => status)).toBe(3);
    for (const { sections } of courses) {
      expect(sections.length).toBeGreaterThanOrEqual(3);
      expect(sections.every(({ lessons }) => lessons.length >= 3)).toBe(true);
      expect(sections.flatMap(({ lessons }) => lessons).some(({ required }) => required)).toBe(true);
    }
  });

  it('keeps every enrolment consistent with its completions and heartbeats', () => {
    const inconsistent = lives.flatMap((life) =>
      life.enrollments.filter((enrollment) => {
        const isOfCourse = (row: Pick<Enrollment, 'course_id'>): boolean =>
          row.course_id.equals(enrollment.course_id);
        const completions = life.completions.filter(isOfCourse);
        const heartbeats = life.heartbeats.filter(isOfCourse);
        const times = [...completions, ...heartbeats].map(({ at }) => at.getTime());
        const begun = enrollment.enrolled_at.getTime();
        return !(
          isDeepStrictEqual(
            enrollment.completed,
            completions.map(({ lesson_id, at }) => ({ lesson_id, at })),
          ) &&
          enrollment.time_spent_seconds === heartbeats.reduce((sum, { seconds }) => sum + seconds, 0) &&
          enrollment.last_accessed_at.getTime() === Math.max(begun, ...times) &&
          Math.min(begun, ...times) === begun
        );
      }),
    );
    expect(inconsistent).toEqual([]);
  });

  it('completes an enrolment exactly when every required lesson is done', () => {
    const required = new Map(
      data.courses.map(({ course }) => [
        course._id.toHexString(),
        course.sections.flatMap(({ lessons }) => lessons.filter((lesson) => lesson.required)),
      ]),
    );
    const wrong = enrollments.filter(({ course_id, completed, completed_at, status }) => {
      const done = new Set(completed.map(({ lesson_id }) => lesson_id.toHexString()));
      const all = required.get(course_id.toHexString())!.every(({ id }) => done.has(id.toHexString()));
      return (completed_at !== null) !== all || (status === 'completed') !== (all && status !== 'dropped');
    });
    expect(wrong).toEqual([]);
  });

  it('has nothing after now, and something in its last day and in each month', () => {
    const times = lives.flatMap(({ completions }) => completions.map(({ at }) => at.getTime()));
    expect(Math.max(...times)).toBeLessThanOrEqual(PLAN.now.getTime());
    expect(Math.max(...times)).toBeGreaterThan(PLAN.now.getTime() - DAY);
    const months = new Set(times.map((time) => Math.floor((PLAN.now.getTime() - time) / (30 * DAY))));
    expect(months.size).toBeGreaterThanOrEqual(7);
  });

  it('keeps to the published proportions', () => {
    // Of enrolments old enough to be decided.
    const old = enrollments.filter(
      ({ enrolled_at }) => enrolled_at.getTime() < PLAN.now.getTime() - 90 * DAY,
    );
    const share = (count: number): number => count / old.length;
    expect(old.length).toBeGreaterThan(400);
    const finished = share(old.filter(({ completed_at }) => completed_at !== null).length);
    expect(finished).toBeGreaterThan(PROPORTIONS.completionRate.median / 2);
    expect(finished).toBeLessThan(PROPORTIONS.completionRate.median * 2);
    const dropped = share(old.filter(({ status }) => status === 'dropped').length);
    expect(dropped).toBeGreaterThan(PROPORTIONS.dropped - 0.1);
    expect(dropped).toBeLessThan(PROPORTIONS.dropped + 0.1);
    const untouched = share(old.filter(({ completed }) => completed.length === 0).length);
    expect(untouched).toBeGreaterThan(0.2);
    expect(untouched).toBeLessThan(0.5);
  });

  it('makes some courses far more popular than others', () => {
    const sizes = data.courses.map(
      ({ course }) => enrollments.filter(({ course_id }) => course_id.equals(course._id)).length,
    );
    const published = sizes.filter((size) => size > 0).toSorted((a, b) => b - a);
    expect(published[0]).toBeGreaterThan(5 * published.at(-1)!);
  });

  it('shows a learner who has finished courses and was here within a day', () => {
    const shown = lives.at(-1)!;
    expect(shown.enrollments).toHaveLength(5);
    expect(shown.enrollments.filter(({ status }) => status === 'completed').length).toBeGreaterThanOrEqual(2);
    expect(shown.enrollments.some(({ status }) => status === 'active')).toBe(true);
  });
});
