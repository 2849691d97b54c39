import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { toObjectId } from '../common/index.js';
import { COMPLETION, HEARTBEAT, type Completion, type Heartbeat } from './learning.schema.js';

/** What completions and heartbeats have in common: whose they are, and of what. */
export interface LessonOfLearner {
  readonly userId: string;
  readonly courseId: string;
  readonly lessonId: string;
}

export type NewHeartbeat = LessonOfLearner & {
  readonly eventId: string;
  readonly seconds: number;
  readonly positionSeconds: number;
  readonly at: Date;
};

/** Rows of a deleted course that go in one transaction, of each kind. */
const DELETED_AT_ONCE = 2_000;

/** Completions and heartbeats. Inside a transaction every operation joins it. */
@Injectable()
export class LearningRepository {
  constructor(
    @InjectModel(COMPLETION) private readonly completions: Model<Completion>,
    @InjectModel(HEARTBEAT) private readonly heartbeats: Model<Heartbeat>,
  ) {}

  async insertCompletion(lesson: LessonOfLearner, at: Date): Promise<void> {
    await this.completions.create([{ _id: completionId(lesson), ...idsOf(lesson), at }]);
  }

  async deleteCompletion(lesson: LessonOfLearner): Promise<void> {
    await this.completions.deleteOne({ _id: completionId(lesson) });
  }

  /** @returns whether it is new: an event_id of a learner is taken once, whatever comes with it. */
  async addHeartbeat({ eventId, seconds, positionSeconds, at, ...lesson }: NewHeartbeat): Promise<boolean> {
    const { upsertedCount } = await this.heartbeats.updateOne(
      { _id: heartbeatId(lesson.userId, eventId) },
      { $setOnInsert: { ...idsOf(lesson), seconds, position_seconds: positionSeconds, at } },
      { upsert: true },
    );
    return upsertedCount === 1;
  }

  /** When a learner last watched in a course; null for never. */
  async findLastHeartbeat(userId: string, courseId: string): Promise<Date | null> {
    const last = await this.heartbeats
      .findOne({ user_id: toObjectId(userId), course_id: toObjectId(courseId) })
      .sort({ at: -1 })
      .select({ at: 1 })
      .lean<Pick<Heartbeat, 'at'>>();
    return last?.at ?? null;
  }

  /**
   * Deletes some of a course's rows.
   * @returns how many; 0 when none is left.
   */
  async deleteSomeOfCourse(courseId: string): Promise<number> {
    const ofCourse = { course_id: toObjectId(courseId) };
    const completions = await this.completions
      .find(ofCourse)
      .select({ _id: 1 })
      .limit(DELETED_AT_ONCE)
      .lean<Pick<Completion, '_id'>[]>();
    const heartbeats = await this.heartbeats
      .find(ofCourse)
      .select({ _id: 1 })
      .limit(DELETED_AT_ONCE)
      .lean<Pick<Heartbeat, '_id'>[]>();
    await this.completions.deleteMany({ _id: { $in: completions.map(({ _id }) => _id) } });
    await this.heartbeats.deleteMany({ _id: { $in: heartbeats.map(({ _id }) => _id) } });
    return completions.length + heartbeats.length;
  }
}

function completionId({ userId, courseId, lessonId }: LessonOfLearner): string {
  return `${userId}:${courseId}:${lessonId}`;
}

function heartbeatId(userId: string, eventId: string): string {
  return `${userId}:${eventId}`;
}

function idsOf({ userId, courseId, lessonId }: LessonOfLearner) {
  return {
    user_id: toObjectId(userId),
    course_id: toObjectId(courseId),
    lesson_id: toObjectId(lessonId),
  };
}
