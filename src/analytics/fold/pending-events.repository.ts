import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { Model, type Types } from 'mongoose';
import { nativeCollection } from '../../database/index.js';
import { OUTBOX, type OutboxEvent } from '../../outbox/index.js';

/** Events that are not in the rollups yet. */
@Injectable()
export class PendingEvents {
  constructor(@InjectModel(OUTBOX) private readonly events: Model<OutboxEvent>) {}

  /** The oldest `limit`, off an index that holds pending events only. */
  async list(limit: number): Promise<OutboxEvent[]> {
    return this.events
      .find({ pending: true })
      .sort({ _id: 1 })
      .limit(limit)
      .hint('pending')
      .lean<OutboxEvent[]>();
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
}
