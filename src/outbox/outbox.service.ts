import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { Model, Types } from 'mongoose';
import { OUTBOX, type OutboxEvent } from './outbox.schema.js';

export type NewOutboxEvent = Omit<OutboxEvent, '_id' | 'pending' | 'folded_at'>;

@Injectable()
export class OutboxService {
  constructor(@InjectModel(OUTBOX) private readonly events: Model<OutboxEvent>) {}

  /** Adds an event in the caller's transaction: it exists if and only if the write does. */
  async append(session: ClientSession, event: NewOutboxEvent): Promise<void> {
    await this.appendAll(session, [event]);
  }

  /** Adds several, to be folded in this order. */
  async appendAll(session: ClientSession, events: readonly NewOutboxEvent[]): Promise<void> {
    if (events.length === 0) return;
    const pending = events.map((event) => ({ ...event, _id: new Types.ObjectId(), pending: true as const }));
    await this.events.collection.insertMany(pending, { session });
  }
}
