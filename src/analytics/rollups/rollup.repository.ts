import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { Model } from 'mongoose';
import { toObjectId } from '../../common/index.js';
import { nativeCollection } from '../../database/index.js';
import { COURSE_PAIR, coursesOfPair, type CoursePair } from '../../recommendations/index.js';
import type { DayTotal, EffectsTotal } from './effects-total.js';
import { DAY_ROLLUP, PLATFORM_ROLLUP, type DayRollup, type PlatformRollup } from './rollup.schema.js';

const PLATFORM_ID = 'platform';

/** Rows of rollups that learners share. Reads join the session they are called in. */
@Injectable()
export class RollupRepository {
  constructor(
    @InjectModel(PLATFORM_ROLLUP) private readonly platform: Model<PlatformRollup>,
    @InjectModel(DAY_ROLLUP) private readonly days: Model<DayRollup>,
    @InjectModel(COURSE_PAIR) private readonly pairs: Model<CoursePair>,
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
   * Adds a batch to the platform's totals, to days and to pairs of courses; rows come into being with their first event.
   * @returns the platform's totals as they are then.
   */
  async add(session: ClientSession, { platform, days, pairs }: EffectsTotal): Promise<PlatformRollup> {
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
      await nativeCollection(this.days).bulkWrite([...days].map(toDayIncrement), { session, ordered: false });
    }
    await this.addPairs(session, pairs);
    if (!totals) throw new Error('rollups: the upserted document is not there');
    return totals;
  }

  /** Adds to pairs of courses alone. */
  async addPairs(session: ClientSession, pairs: EffectsTotal['pairs']): Promise<void> {
    if (pairs.size === 0) return;
    await nativeCollection(this.pairs).bulkWrite([...pairs].map(toPairIncrement), {
      session,
      ordered: false,
    });
  }

  /** Removes those of these days and pairs of which nothing is left. */
  async deleteEmpty(
    session: ClientSession,
    { days, pairs }: Pick<EffectsTotal, 'days' | 'pairs'>,
  ): Promise<void> {
    await nativeCollection(this.days).deleteMany(
      { _id: { $in: [...days.keys()] }, enrollments: 0, completions: 0, seconds: 0, active: 0 },
      { session },
    );
    await nativeCollection(this.pairs).deleteMany(
      { _id: { $in: [...pairs.keys()] }, learners: 0 },
      { session },
    );
  }
}

function toPairIncrement([_id, learners]: [string, number]) {
  const courses = coursesOfPair(_id).map(toObjectId);
  return {
    updateOne: { filter: { _id }, update: { $inc: { learners }, $setOnInsert: { courses } }, upsert: true },
  };
}

function toDayIncrement([_id, { scope, date, ...figures }]: [string, DayTotal]) {
  return {
    updateOne: { filter: { _id }, update: { $inc: figures, $setOnInsert: { scope, date } }, upsert: true },
  };
}
