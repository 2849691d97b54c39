import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { Model, type QueryFilter, type Types } from 'mongoose';
import { nativeCollection } from '../../database/index.js';
import { OUTBOX, type OutboxEvent } from '../../outbox/index.js';

/** Marked in one transaction, at most: more would make it too large. */
export const MAX_PENDING = 20_000;

/** Events that are not in the rollups yet. */
@Injectable()
export class PendingEvents {
  constructor(@InjectModel(OUTBOX) private readonly events: Model<OutboxEvent>) {}

  /** The oldest `limit`, off an index that holds pending events only. */
  async list(limit: number): Promise<OutboxEvent[]> {
    return this.find({}, limit);
  }

  /** The oldest `limit` that are plain additions: no course's deletion. */
  async listAddable(limit: number): Promise<OutboxEvent[]> {
    return this.find({ type: { $ne: 'course_deleted' } }, limit);
  }

  /**
   * All of them.
   * @throws {Error} when there are more than `most`
   */
  async listAll(most = MAX_PENDING): Promise<OutboxEvent[]> {
    const events = await this.list(most + 1);
    if (events.length > most) throw new Error('rebuild: too many events are pending; start a server first');
    return events;
  }

  async areMoreThan(count: number): Promise<boolean> {
    const found = await this.events.countDocuments({ pending: true }, { limit: count + 1, hint: 'pending' });
    return found > count;
  }

  /** They are pending no more. */
  async markFolded(session: ClientSession, ids: readonly Types.ObjectId[], now: Date): Promise<void> {
    if (ids.length === 0) return;
    await nativeCollection(this.events).updateMany(
      { _id: { $in: [...ids] } },
      { $set: { folded_at: now }, $unset: { pending: '' } },
      { session },
    );
  }

  private async find(filter: QueryFilter<OutboxEvent>, limit: number): Promise<OutboxEvent[]> {
    return this.events
      .find({ ...filter, pending: true })
      .sort({ _id: 1 })
      .limit(limit)
      .hint('pending')
      .lean<OutboxEvent[]>();
  }
}
