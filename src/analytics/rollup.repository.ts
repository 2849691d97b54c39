import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { Model } from 'mongoose';
import { nativeCollection } from '../database/index.js';
import type { DayTotal, EffectsTotal } from './fold/effects-total.js';
import { DAY_ROLLUP, PLATFORM_ROLLUP, type DayRollup, type PlatformRollup } from './rollup.schema.js';

const PLATFORM_ID = 'platform';

/** Rows of rollups that learners share. Reads join the session they are called in. */
@Injectable()
export class RollupRepository {
  constructor(
    @InjectModel(PLATFORM_ROLLUP) private readonly platform: Model<PlatformRollup>,
    @InjectModel(DAY_ROLLUP) private readonly days: Model<DayRollup>,
  ) {}

  async readPlatform(): Promise<PlatformRollup> {
    return (
      (await this.platform.findById(PLATFORM_ID).lean<PlatformRollup>()) ?? {
        _id: PLATFORM_ID,
        enrollments: { total: 0, active: 0, completed: 0, dropped: 0 },
        lessons_completed: 0,
        seconds: 0,
        rating: { sum: 0, count: 0 },
      }
    );
  }

  /**
   * The days of a course or of the platform, oldest first.
   * @param since `YYYY-MM-DD`, included
   */
  async listDays(scope: string, since: string): Promise<DayRollup[]> {
    return this.days
      .find({ scope, date: { $gte: since } })
      .sort({ date: 1 })
      .lean<DayRollup[]>();
  }

  /**
   * Adds a batch to the platform's totals and to days; rows come into being with their first event.
   * @returns the platform's totals as they are then.
   */
  async add(session: ClientSession, { platform, days }: EffectsTotal): Promise<PlatformRollup> {
    const { enrollments, rating } = platform;
    const totals = await nativeCollection(this.platform).findOneAndUpdate(
      { _id: PLATFORM_ID },
      {
        $inc: {
          'enrollments.total': enrollments.total,
          'enrollments.active': enrollments.active,
          'enrollments.completed': enrollments.completed,
          'enrollments.dropped': enrollments.dropped,
          lessons_completed: platform.lessons_completed,
          seconds: platform.seconds,
          'rating.sum': rating.sum,
          'rating.count': rating.count,
        },
      },
      { session, upsert: true, returnDocument: 'after' },
    );
    if (days.size > 0) {
      await nativeCollection(this.days).bulkWrite([...days].map(toIncrement), { session, ordered: false });
    }
    if (!totals) throw new Error('rollups: the upserted document is not there');
    return totals;
  }

  /** Removes those of these days on which nothing is left. */
  async deleteEmptyDays(session: ClientSession, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await nativeCollection(this.days).deleteMany(
      { _id: { $in: [...ids] }, enrollments: 0, completions: 0, seconds: 0, active: 0 },
      { session },
    );
  }
}

function toIncrement([_id, { scope, date, ...figures }]: [string, DayTotal]) {
  return {
    updateOne: { filter: { _id }, update: { $inc: figures, $setOnInsert: { scope, date } }, upsert: true },
  };
}
