import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { Model, type PipelineStage, type Types } from 'mongoose';
import { toObjectId } from '../common/index.js';
import { utcDate } from '../common/local-days.js';
import type { RollupEffects } from '../outbox/index.js';
import {
  DAILY_ACTIVITY,
  LEARNER,
  type ActivityEvent,
  type DailyActivity,
  type Learner,
} from './activity.schema.js';

/** One event of one learner: an enrolment, a lesson completed, or time spent. */
export interface LearnerEvent {
  readonly userId: string;
  readonly courseId: string;
  readonly lessonId?: string;
  readonly kind: ActivityEvent['kind'];
  readonly at: Date;
  /** Of a heartbeat: the seconds that count. */
  readonly seconds?: number;
}

/** What an event changes in the figures of its UTC day, to be put into its outbox event's effects. */
export type DayEffects = Required<Pick<RollupEffects, 'date' | 'day'>>;

/** How many events a day's row holds: of the course in question, and in all. */
interface DayCounts {
  _id: string;
  of_course: number;
  all: number;
}

/** A row that `joinDays` made. */
export interface JoinedDay {
  readonly day?: DailyActivity;
}

/** The courses that a day's row holds events of. */
interface DayCourses {
  _id: string;
  courses: Types.ObjectId[];
}

/** Whether a learner had events of a course, and any at all, on a day: 1 or 0. */
const flags = (counts: DayCounts | null) => ({
  course: counts && counts.of_course > 0 ? 1 : 0,
  platform: counts && counts.all > 0 ? 1 : 0,
});

/** The id of a learner's day. */
export function dailyActivityId(userId: string, date: string): string {
  return `${userId}:${date}`;
}

/**
 * Keeps a learner's own books: one row a day with its events, and the first and last event of all.
 *
 * Every write here belongs to the caller's transaction and touches this learner's rows only, so that
 * learners never wait for one another.
 */
@Injectable()
export class LearnerActivity {
  constructor(
    @InjectModel(DAILY_ACTIVITY) private readonly days: Model<DailyActivity>,
    @InjectModel(LEARNER) private readonly learners: Model<Learner>,
  ) {}

  /**
   * Adds an event to its day.
   * @returns the day's effects, with `course_active` and `platform_active` 1 where this was the
   *   learner's first event of the day in the course, and anywhere.
   */
  async record(session: ClientSession, event: LearnerEvent): Promise<DayEffects> {
    const [effects] = await this.recordAll(session, event.userId, [event]);
    if (!effects) throw new Error('activity: an event without effects');
    return effects;
  }

  /**
   * Adds one learner's events to their days: one round trip a day, and one for the learner.
   * @returns the effects of each, in their order, as if they had come one after the other.
   */
  async recordAll(
    session: ClientSession,
    userId: string,
    events: readonly LearnerEvent[],
  ): Promise<DayEffects[]> {
    const active = new Map<string, Set<string>>();
    for (const date of new Set(events.map(({ at }) => utcDate(at)))) {
      const ofDay = events.filter(({ at }) => utcDate(at) === date);
      active.set(date, await this.push(session, userId, date, ofDay));
    }
    const times = events.map(({ at }) => at.getTime());
    await this.learners.updateOne(
      { _id: toObjectId(userId) },
      {
        $min: { first_event_at: new Date(Math.min(...times)) },
        $max: { last_event_at: new Date(Math.max(...times)) },
        $inc: { revision: 1 },
      },
      { session, upsert: true },
    );
    return events.map((event) => {
      const date = utcDate(event.at);
      const courses = active.get(date) ?? new Set();
      const course_active = courses.has(event.courseId) ? 0 : 1;
      const platform_active = courses.size > 0 ? 0 : 1;
      courses.add(event.courseId);
      return { date, day: { ...figuresOf(event, 1), course_active, platform_active } };
    });
  }

  /** @returns the courses that the day had events of before. */
  private async push(
    session: ClientSession,
    userId: string,
    date: string,
    events: readonly LearnerEvent[],
  ): Promise<Set<string>> {
    const before = await this.days
      .findOneAndUpdate(
        { _id: dailyActivityId(userId, date) },
        {
          $push: { events: { $each: events.map(toStored) } },
          $inc: { seconds: events.reduce((sum, { seconds = 0 }) => sum + seconds, 0) },
          $setOnInsert: { user_id: toObjectId(userId), date },
        },
        {
          session,
          upsert: true,
          returnDocument: 'before',
          projection: { courses: { $setUnion: ['$events.course_id'] } },
        },
      )
      .lean<DayCourses | null>();
    return new Set(before?.courses.map((id) => id.toHexString()));
  }

  /**
   * Takes a completion back out of its day. Time spent is never taken back.
   * @param event as it was recorded: `at` names the day.
   * @returns the day's effects, all of them negative or 0.
   */
  async remove(session: ClientSession, event: LearnerEvent & { kind: 'completion' }): Promise<DayEffects> {
    const date = utcDate(event.at);
    const { kind, course_id, lesson_id } = toStored(event);
    const after = await this.days
      .findOneAndUpdate(
        { _id: dailyActivityId(event.userId, date) },
        { $pull: { events: { kind, course_id, lesson_id } } },
        { session, returnDocument: 'after', projection: countsFor(event.courseId) },
      )
      .lean<DayCounts | null>();
    const { course, platform } = flags(after);
    if (after && platform === 0) await this.days.deleteOne({ _id: after._id }, { session });
    await this.correctBounds(session, toObjectId(event.userId), event.at);
    return {
      date,
      day: { ...figuresOf(event, -1), course_active: course - 1 || 0, platform_active: platform - 1 || 0 },
    };
  }

  /** A learner's days, oldest first, each with its events in the order in which they were recorded. */
  async listDays(userId: string): Promise<DailyActivity[]> {
    return this.days
      .find({ user_id: toObjectId(userId) })
      .sort({ date: 1 })
      .lean();
  }

  /** Joins the same to a row whose member `localField` is the learner: a row for each day, or one without. */
  joinDays(localField: string): PipelineStage[] {
    const from = this.days.collection.name;
    const pipeline = [{ $sort: { date: 1 as const } }];
    return [
      { $lookup: { from, localField, foreignField: 'user_id', pipeline, as: 'day' } },
      { $unwind: { path: '$day', preserveNullAndEmptyArrays: true } },
    ];
  }

  /** Learners whose last event lies after `since`. */
  async countActiveSince(since: Date): Promise<number> {
    return this.learners.countDocuments({ last_event_at: { $gt: since } });
  }

  /** Without an event of then: only the first or the last event's time can be another. */
  private async correctBounds(session: ClientSession, userId: Types.ObjectId, removed: Date): Promise<void> {
    const learner = await this.learners
      .findOneAndUpdate({ _id: userId }, { $inc: { revision: 1 } }, { session, returnDocument: 'before' })
      .lean<Learner | null>();
    if (learner && learner.first_event_at < removed && removed < learner.last_event_at) return;
    const join = (order: 1 | -1, as: string): PipelineStage => ({
      $lookup: {
        from: this.days.collection.name,
        pipeline: [{ $match: { user_id: userId } }, { $sort: { date: order } }, { $limit: 1 }],
        as,
      },
    });
    const [found] = await this.learners
      .aggregate<Record<'first' | 'last', DailyActivity[]>>([
        { $match: { _id: userId } },
        join(1, 'first'),
        join(-1, 'last'),
      ])
      .session(session);
    const { first: [first] = [], last: [last] = [] } = found ?? {};
    if (!first || !last) {
      await this.learners.deleteOne({ _id: userId }, { session });
      return;
    }
    const bounds = {
      first_event_at: new Date(Math.min(...first.events.map(timeOf))),
      last_event_at: new Date(Math.max(...last.events.map(timeOf))),
    };
    await this.learners.updateOne({ _id: userId }, { $set: bounds }, { session });
  }
}

const timeOf = ({ at }: ActivityEvent) => at.getTime();

function toStored(event: LearnerEvent): ActivityEvent {
  return {
    kind: event.kind,
    at: event.at,
    course_id: toObjectId(event.courseId),
    ...(event.lessonId !== undefined && { lesson_id: toObjectId(event.lessonId) }),
    ...(event.seconds !== undefined && { seconds: event.seconds }),
  };
}

/** A projection to the two counts, so that a long day is not carried over the wire. */
function countsFor(courseId: string) {
  const ofCourse = {
    $filter: { input: '$events', cond: { $eq: ['$$this.course_id', toObjectId(courseId)] } },
  };
  return { of_course: { $size: ofCourse }, all: { $size: '$events' } };
}

function figuresOf(event: LearnerEvent, sign: 1 | -1): DayEffects['day'] {
  if (event.kind === 'enrollment') return { enrollments: sign };
  if (event.kind === 'completion') return { completions: sign };
  return { seconds: event.seconds ?? 0 };
}
