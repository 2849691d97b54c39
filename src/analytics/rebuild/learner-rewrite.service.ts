import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { Model, type Connection, type Types } from 'mongoose';
import {
  DAILY_ACTIVITY,
  dailyActivityId,
  LEARNER,
  type ActivityEvent,
  type DailyActivity,
  type Learner,
} from '../../activity/index.js';
import { utcDate } from '../../common/local-days.js';
import { CourseRemoval } from '../../courses/index.js';
import { nativeCollection, Transactions } from '../../database/index.js';
import { EVENTS_OF, leaveOut, STORED_EVENT } from './source-events.js';

type DayContents = Pick<DailyActivity, 'date' | 'seconds' | 'events'>;

/** Makes one learner's own rows again from the source rows. */
@Injectable()
export class LearnerRewrite {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(DAILY_ACTIVITY) private readonly days: Model<DailyActivity>,
    @InjectModel(LEARNER) private readonly learners: Model<Learner>,
    private readonly transactions: Transactions,
    private readonly removal: CourseRemoval,
  ) {}

  /** In a transaction that writes what the learner's own writes, so that the two cannot cross. */
  async rewrite(userId: Types.ObjectId): Promise<void> {
    await this.transactions.run(async (session) => {
      const events = await this.readEvents(session, userId);
      await this.replaceDays(session, userId, groupByDay(userId.toHexString(), events));
      await nativeCollection(this.learners).deleteMany({ _id: userId }, { session });
      const [first, last] = [events[0], events.at(-1)];
      if (!first || !last) return;
      await nativeCollection(this.learners).insertOne(
        { _id: userId, first_event_at: first.at, last_event_at: last.at },
        { session },
      );
    });
  }

  /** Oldest first. One collection after the other: a transaction has no `$unionWith`. */
  private async readEvents(session: ClientSession, userId: Types.ObjectId): Promise<ActivityEvent[]> {
    const events: ActivityEvent[] = [];
    const remaining = leaveOut(await this.removal.listGone());
    for (const [collection, stages] of Object.entries(EVENTS_OF)) {
      const pipeline = [
        { $match: { user_id: userId } },
        ...remaining,
        ...stages,
        { $replaceWith: STORED_EVENT },
      ];
      const rows = this.connection.collection(collection).aggregate<ActivityEvent>(pipeline, { session });
      events.push(...(await rows.toArray()));
    }
    return events.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  }

  private async replaceDays(
    session: ClientSession,
    userId: Types.ObjectId,
    days: ReadonlyMap<string, DayContents>,
  ): Promise<void> {
    const ids = [...days.keys()];
    await nativeCollection(this.days).deleteMany({ user_id: userId, _id: { $nin: ids } }, { session });
    if (ids.length === 0) return;
    await nativeCollection(this.days).bulkWrite(
      [...days].map(([_id, day]) => ({
        replaceOne: { filter: { _id }, replacement: { user_id: userId, ...day }, upsert: true },
      })),
      { session, ordered: false },
    );
  }
}

/** By id of the row. */
function groupByDay(userId: string, events: readonly ActivityEvent[]): Map<string, DayContents> {
  const days = new Map<string, DayContents>();
  for (const event of events) {
    const date = utcDate(event.at);
    const id = dailyActivityId(userId, date);
    const day = days.get(id) ?? { date, seconds: 0, events: [] };
    day.seconds += event.seconds ?? 0;
    day.events.push(event);
    days.set(id, day);
  }
  return days;
}
