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

  async hasHeartbeat(userId: string, eventId: string): Promise<boolean> {
    return (await this.heartbeats.exists({ _id: heartbeatId(userId, eventId) })) !== null;
  }

  async insertHeartbeat({ eventId, seconds, positionSeconds, at, ...lesson }: NewHeartbeat): Promise<void> {
    await this.heartbeats.create([
      {
        _id: heartbeatId(lesson.userId, eventId),
        ...idsOf(lesson),
        seconds,
        position_seconds: positionSeconds,
        at,
      },
    ]);
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

  /** @returns how many rows were removed. */
  async deleteOfCourse(courseId: string): Promise<number> {
    const course_id = toObjectId(courseId);
    const completions = await this.completions.deleteMany({ course_id });
    const heartbeats = await this.heartbeats.deleteMany({ course_id });
    return completions.deletedCount + heartbeats.deletedCount;
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
