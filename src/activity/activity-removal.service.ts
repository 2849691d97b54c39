import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { Model, type Types } from 'mongoose';
import { toObjectId } from '../common/index.js';
import { nativeCollection } from '../database/index.js';
import { DAILY_ACTIVITY, LEARNER, type DailyActivity, type Learner } from './activity.schema.js';

/** Takes a deleted course out of its learners' books. */
@Injectable()
export class ActivityRemoval {
  constructor(
    @InjectModel(DAILY_ACTIVITY) private readonly days: Model<DailyActivity>,
    @InjectModel(LEARNER) private readonly learners: Model<Learner>,
  ) {}

  /**
   * Removes the course's events from these learners' days, days that hold nothing else, and corrects
   * first and last events. Runs in the caller's transaction, set-based but for one bulk write.
   * @param userIds at most a few thousand: a chunk.
   */
  async removeCourse(
    session: ClientSession,
    courseId: string,
    userIds: readonly Types.ObjectId[],
  ): Promise<void> {
    const course_id = toObjectId(courseId);
    const learners = { user_id: { $in: [...userIds] } };
    await nativeCollection(this.days).updateMany(
      { ...learners, 'events.course_id': course_id },
      [
        {
          $set: { events: { $filter: { input: '$events', cond: { $ne: ['$$this.course_id', course_id] } } } },
        },
        { $set: { seconds: { $sum: '$events.seconds' } } },
      ],
      { session },
    );
    await nativeCollection(this.days).deleteMany({ ...learners, events: { $size: 0 } }, { session });
    await this.correctBounds(session, userIds);
  }

  private async correctBounds(session: ClientSession, userIds: readonly Types.ObjectId[]): Promise<void> {
    const bounds = await this.days
      .aggregate<Learner>([
        { $match: { user_id: { $in: [...userIds] } } },
        {
          $group: {
            _id: '$user_id',
            first_event_at: { $min: { $min: '$events.at' } },
            last_event_at: { $max: { $max: '$events.at' } },
          },
        },
      ])
      .session(session);
    const remaining = new Set(bounds.map(({ _id }) => _id.toHexString()));
    const gone = userIds.filter((id) => !remaining.has(id.toHexString()));
    if (gone.length > 0)
      await nativeCollection(this.learners).deleteMany({ _id: { $in: gone } }, { session });
    if (bounds.length === 0) return;
    await nativeCollection(this.learners).bulkWrite(
      bounds.map(({ _id, ...rest }) => ({
        updateOne: { filter: { _id }, update: { $set: rest, $inc: { revision: 1 } } },
      })),
      { session, ordered: false },
    );
  }
}
