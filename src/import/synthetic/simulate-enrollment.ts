import { enrollmentId, type Enrollment } from '../../enrollments/enrollment.schema.js';
import type { Completion, Heartbeat } from '../../progress/learning.schema.js';
import type { OutlineLesson } from '../../courses/index.js';
import type { Dice } from './dice.js';
import { HABITS, PROPORTIONS } from './proportions.js';
import { DAY } from './synthetic-plan.js';
import type { SyntheticCourse } from './write-course.js';
import type { SyntheticLearner } from './write-person.js';

/** The most seconds that one heartbeat reports. */
const HEARTBEAT = 300;
/** Heartbeats a lesson that are written: more would add rows and no insight. */
const HEARTBEATS = 2;

/** What came of one enrolment. */
export interface SimulatedEnrollment {
  readonly enrollment: Enrollment;
  readonly completions: readonly Completion[];
  readonly heartbeats: readonly Heartbeat[];
  /** The part of the course that was done, 0–1. */
  readonly share: number;
}

export interface Circumstances {
  readonly learner: SyntheticLearner;
  readonly target: SyntheticCourse;
  readonly enrolledAt: Date;
  /** Nothing happens after it. */
  readonly now: Date;
  /** How far they go, 0–1, and then stay; without it, as likely as `PROPORTIONS` say, and some leave. */
  readonly aim?: number;
}

/** Lives one enrolment through: sessions of a few lessons, at the learner's hour, until they stop or today is reached. */
export function simulateEnrollment(dice: Dice, circumstances: Circumstances): SimulatedEnrollment {
  const { learner, target, enrolledAt, now } = circumstances;
  const aim = circumstances.aim ?? chooseAim(dice, target.completionRate);
  const record = new EnrollmentRecord(learner, target, enrolledAt);
  const lessons = target.course.sections.flatMap((section) => section.lessons);
  const path = lessons.filter(({ required }) => required || dice.chance(HABITS.optionalLessons));
  const goal = aim >= 1 ? path.length : Math.floor(aim * path.length);
  let time = nextSession(dice, learner, enrolledAt.getTime());
  let inSession = dice.geometric(HABITS.lessonsASession);
  for (const lesson of path.slice(0, goal)) {
    time = record.study(dice, lesson, time, now);
    if (time > now.getTime()) break;
    inSession -= 1;
    if (inSession > 0) continue;
    inSession = dice.geometric(HABITS.lessonsASession);
    time = nextSession(dice, learner, time);
  }
  const leavesAt = new Date(time + dice.between(2, 25) * DAY);
  const mayLeave = circumstances.aim === undefined && aim < 1;
  const leaves = mayLeave && dice.chance(PROPORTIONS.dropped) && leavesAt <= now;
  return record.close(leaves ? leavesAt : null, path.length);
}

function chooseAim(dice: Dice, completionRate: number): number {
  if (dice.chance(completionRate)) return 1;
  const { neverBegun, lessThanHalf, halfOrMore } = PROPORTIONS.unfinished;
  const fate = dice.weigh([neverBegun, lessThanHalf, halfOrMore]);
  // Of those who begin, most leave early: the square of a uniform number is mostly small.
  if (fate === 1) return 0.5 * dice.between(0.2, 1) ** 2;
  return fate === 2 ? dice.between(0.5, 0.95) : 0;
}

/** When the learner sits down again, in milliseconds: about an hour of theirs, some days later. */
function nextSession(dice: Dice, { hour, daysBetweenSessions }: SyntheticLearner, after: number): number {
  const day = Math.floor((after + dice.exponential(daysBetweenSessions) * DAY) / DAY) * DAY;
  const time = day + (hour + dice.normal() * 0.8) * (DAY / 24);
  return time > after ? time : time + DAY;
}

/** The documents of one enrolment, as its lessons are done. */
class EnrollmentRecord {
  private readonly completions: Completion[] = [];
  private readonly heartbeats: Heartbeat[] = [];
  private readonly keys: Pick<Completion, 'user_id' | 'course_id'>;
  private readonly id: string;
  private seconds = 0;
  private last: number;

  constructor(
    learner: SyntheticLearner,
    private readonly target: SyntheticCourse,
    private readonly enrolledAt: Date,
  ) {
    this.keys = { user_id: learner.user._id, course_id: target.course._id };
    this.id = enrollmentId(this.keys.user_id.toHexString(), this.keys.course_id.toHexString());
    this.last = enrolledAt.getTime();
  }

  /**
   * Watches and completes a lesson, as far as that is before `now`.
   * @param begun milliseconds
   * @returns when it was done, in milliseconds; after `now` if it is not
   */
  study(dice: Dice, lesson: OutlineLesson, begun: number, now: Date): number {
    const length = Math.round(lesson.duration_seconds * dice.between(0.7, 1.2));
    let position = 0;
    for (let part = 0; part < HEARTBEATS && position < length; part += 1) {
      const seconds = Math.min(HEARTBEAT, length - position);
      position += seconds;
      const at = Math.round(begun + position * 1_000);
      if (at > now.getTime()) return at;
      this.watch(lesson, at, seconds, position);
    }
    const at = Math.round(begun + length * 1_000);
    if (at <= now.getTime()) this.complete(lesson, at);
    return at;
  }

  /** @param path how many lessons the learner would have done in the end */
  close(droppedAt: Date | null, path: number): SimulatedEnrollment {
    const done = new Map(this.completions.map(({ lesson_id, at }) => [lesson_id.toHexString(), at]));
    const required = this.target.course.sections
      .flatMap(({ lessons }) => lessons)
      .filter((lesson) => lesson.required)
      .map(({ id }) => done.get(id.toHexString())?.getTime());
    const isDone = required.length > 0 && required.every((at) => at !== undefined);
    const last = this.heartbeats.at(-1);
    const enrollment: Enrollment = {
      _id: this.id,
      ...this.keys,
      status: droppedAt ? 'dropped' : isDone ? 'completed' : 'active',
      enrolled_at: this.enrolledAt,
      dropped_at: droppedAt,
      completed_at: isDone ? new Date(Math.max(...required.map((at) => at ?? 0))) : null,
      last_accessed_at: new Date(this.last),
      time_spent_seconds: this.seconds,
      completed: this.completions.map(({ lesson_id, at }) => ({ lesson_id, at })),
      resume: last
        ? { lesson_id: last.lesson_id, position_seconds: last.position_seconds ?? 0, at: last.at }
        : null,
    };
    const { completions, heartbeats } = this;
    return { enrollment, completions, heartbeats, share: path > 0 ? completions.length / path : 0 };
  }

  private watch({ id }: OutlineLesson, at: number, seconds: number, position: number): void {
    this.heartbeats.push({
      _id: `${this.keys.user_id.toHexString()}:${id.toHexString()}-${position}`,
      ...this.keys,
      lesson_id: id,
      seconds,
      position_seconds: position,
      at: new Date(at),
    });
    this.seconds += seconds;
    this.last = at;
  }

  private complete({ id }: OutlineLesson, at: number): void {
    this.completions.push({
      _id: `${this.id}:${id.toHexString()}`,
      ...this.keys,
      lesson_id: id,
      at: new Date(at),
      stored_at: new Date(at),
    });
    this.last = at;
  }
}
