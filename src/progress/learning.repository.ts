import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { Model, type PipelineStage } from 'mongoose';
import { toObjectId } from '../common/index.js';
import { nativeCollection } from '../database/index.js';
import type { CompletionEvent, HeartbeatEvent, LearningEvent } from './learning-event.js';
import {
  COMPLETION,
  COMPLETION_RECEIPT,
  HEARTBEAT,
  type Completion,
  type CompletionReceipt,
  type Heartbeat,
} from './learning.schema.js';

/** What completions and heartbeats have in common: whose they are, and of what. */
export interface LessonOfLearner {
  readonly userId: string;
  readonly courseId: string;
  readonly lessonId: string;
}

/** Rows of events that have been counted before; absent where none was asked for. */
export interface CountedEvents {
  readonly watched?: readonly { readonly _id: string }[];
  readonly completed?: readonly { readonly _id: string }[];
}

/** A row that `joinLastHeartbeat` made. */
export interface LastHeartbeat {
  readonly heartbeat?: readonly Pick<Heartbeat, 'at'>[];
}

/** Part of the completions in the order in which they were stored, the last first. */
export interface StoredQuery {
  /** Only those stored later. */
  readonly since?: Date | undefined;
  /** Only those beyond this one. */
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
  readonly limit: number;
}

/** Rows of a deleted course that go in one transaction, of each kind. */
const DELETED_AT_ONCE = 2_000;

/** Completions and heartbeats. Inside a transaction every operation joins it. */
@Injectable()
export class LearningRepository {
  constructor(
    @InjectModel(COMPLETION) private readonly completions: Model<Completion>,
    @InjectModel(HEARTBEAT) private readonly heartbeats: Model<Heartbeat>,
    @InjectModel(COMPLETION_RECEIPT) private readonly receipts: Model<CompletionReceipt>,
  ) {}

  /** Joins what `idsCounted` asks for. */
  joinCounted(userId: string, events: readonly LearningEvent[]): PipelineStage.Lookup[] {
    const ids = events.flatMap(({ eventId }) => (eventId === undefined ? [] : eventRowId(userId, eventId)));
    if (ids.length === 0) return [];
    const join = (from: string, as: keyof CountedEvents): PipelineStage.Lookup => ({
      $lookup: { from, pipeline: [{ $match: { _id: { $in: ids } } }, { $project: { _id: 1 } }], as },
    });
    return [
      join(this.heartbeats.collection.name, 'watched'),
      join(this.receipts.collection.name, 'completed'),
    ];
  }

  /** Joins a learner's last heartbeat in a course, if there is one. */
  joinLastHeartbeat(userId: string, courseId: string): PipelineStage.Lookup {
    const pipeline = [
      { $match: { user_id: toObjectId(userId), course_id: toObjectId(courseId) } },
      { $sort: { at: -1 as const } },
      { $limit: 1 },
      { $project: { at: 1 as const } },
    ];
    return { $lookup: { from: this.heartbeats.collection.name, pipeline, as: 'heartbeat' } };
  }

  /** The ids among those of the joined events that a learner's events have had before, of either kind. */
  idsCounted(userId: string, { watched = [], completed = [] }: CountedEvents): Set<string> {
    return new Set([...watched, ...completed].map(({ _id }) => _id.slice(userId.length + 1)));
  }

  /** Inserts a learner's completions and heartbeats, the seconds of which are those that count. */
  async insert(session: ClientSession, userId: string, events: readonly LearningEvent[]): Promise<void> {
    const completions = events.filter((event) => event.kind === 'completion');
    const heartbeats = events.filter((event) => event.kind === 'heartbeat');
    if (completions.length > 0)
      await nativeCollection(this.completions).insertMany(
        completions.map((event) => toCompletion(userId, event)),
        { session, ordered: false },
      );
    if (heartbeats.length > 0)
      await nativeCollection(this.heartbeats).insertMany(
        heartbeats.map((event) => toHeartbeat(userId, event)),
        { session, ordered: false },
      );
  }

  /**
   * Remembers the event ids of completions, so that one that was taken back since does not come again
   * with a client's second try. A heartbeat's row is its own receipt.
   */
  async keepReceipts(
    session: ClientSession,
    userId: string,
    events: readonly LearningEvent[],
  ): Promise<void> {
    const receipts = events.flatMap(({ kind, eventId, at }): CompletionReceipt[] =>
      kind === 'completion' && eventId !== undefined ? [{ _id: eventRowId(userId, eventId), at }] : [],
    );
    if (receipts.length > 0)
      await nativeCollection(this.receipts).insertMany(receipts, { session, ordered: false });
  }

  /** Completions, the last stored first, after a place in that order and not as far as `since`. */
  async listStored({ since, after, limit }: StoredQuery): Promise<Completion[]> {
    const beyond = after && {
      $or: [{ stored_at: { $lt: after.at } }, { stored_at: after.at, _id: { $lt: after.id } }],
    };
    return this.completions
      .find({
        stored_at: { $gt: since ?? new Date(0), ...(after && { $lte: after.at }) },
        ...beyond,
      })
      .sort({ stored_at: -1, _id: -1 })
      .limit(limit)
      .lean<Completion[]>();
  }

  async deleteCompletion(lesson: LessonOfLearner): Promise<void> {
    await this.completions.deleteOne({ _id: completionId(lesson) });
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

function eventRowId(userId: string, eventId: string): string {
  return `${userId}:${eventId}`;
}

function toCompletion(userId: string, event: CompletionEvent): Completion {
  const lesson = { ...event, userId };
  return { _id: completionId(lesson), ...idsOf(lesson), at: event.at, stored_at: new Date() };
}

function toHeartbeat(userId: string, event: HeartbeatEvent): Heartbeat {
  return {
    _id: eventRowId(userId, event.eventId),
    ...idsOf({ ...event, userId }),
    seconds: event.seconds,
    ...(event.positionSeconds !== undefined && { position_seconds: event.positionSeconds }),
    at: event.at,
  };
}

function idsOf({ userId, courseId, lessonId }: LessonOfLearner) {
  return {
    user_id: toObjectId(userId),
    course_id: toObjectId(courseId),
    lesson_id: toObjectId(lessonId),
  };
}
