import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, type PipelineStage, type Types } from 'mongoose';
import { DAILY_ACTIVITY, LEARNER, type DailyActivity, type Learner } from '../../activity/index.js';
import { COMPLETION, type Completion } from '../../progress/index.js';
import { nativeCollection } from '../../database/index.js';
import { insertAbsent } from './insert-absent.js';
import {
  dateOf,
  EVENT_DAY,
  EVENT_SECONDS,
  sourceEvents,
  STORED_EVENT,
  type GoneCourses,
} from './source-events.js';

/** A row that does not say what its sources say. */
export interface WrongRow {
  /** `{user}:{YYYY-MM-DD}` of a day, or the user's id of a learner's row. */
  readonly id: string;
  readonly user_id: Types.ObjectId;
}

const CURSOR = { allowDiskUse: true, batchSize: 1_000 };

/** The id of a learner's day, by the names that they were grouped by. */
const ROW_ID = { $concat: [{ $toString: '$_id.user' }, ':', dateOf('$_id.day')] };

/**
 * Learners' own rows (`daily_activity`, `learners`), compared with and made again from their sources.
 *
 * Learners write these rows themselves, in the transactions that write the sources; so they are wrong
 * only after rows were loaded past the product, or by a fault.
 */
@Injectable()
export class LearnerBooks {
  constructor(
    @InjectModel(COMPLETION) private readonly sources: Model<Completion>,
    @InjectModel(DAILY_ACTIVITY) private readonly days: Model<DailyActivity>,
    @InjectModel(LEARNER) private readonly learners: Model<Learner>,
  ) {}

  /**
   * Days whose events, or sum of seconds, differ from the sources. As sets: the order within a day does
   * not count. Reads join the session they are called in; the database compares.
   */
  async findWrongDays(gone: GoneCourses, limit: number): Promise<WrongRow[]> {
    const held: PipelineStage[] = [
      { $unwind: '$events' },
      { $replaceWith: { $mergeObjects: ['$events', { user_id: '$user_id', row: '$_id', count: -1 }] } },
    ];
    const unequal = await this.sources
      .aggregate<WrongRow>([
        ...sourceEvents(gone),
        { $set: { count: 1 } },
        { $unionWith: { coll: this.days.collection.name, pipeline: held as never } },
        {
          $group: {
            _id: {
              user: '$user_id',
              day: EVENT_DAY,
              kind: '$kind',
              at: '$at',
              course: '$course_id',
              lesson: '$lesson_id',
              seconds: EVENT_SECONDS,
            },
            // Only a row that holds an event knows where it is held.
            row: { $max: '$row' },
            count: { $sum: '$count' },
          },
        },
        { $set: { belongs: ROW_ID } },
        { $match: { $expr: { $or: [{ $ne: ['$count', 0] }, { $ne: ['$row', '$belongs'] }] } } },
        { $group: { _id: { $ifNull: ['$row', '$belongs'] }, user_id: { $first: '$_id.user' } } },
        { $limit: limit },
        { $project: { _id: 0, id: '$_id', user_id: 1 } },
      ])
      .allowDiskUse(true);
    const misadded = await this.days.aggregate<WrongRow>([
      {
        $match: {
          $expr: { $or: [{ $eq: ['$events', []] }, { $ne: ['$seconds', { $sum: '$events.seconds' }] }] },
        },
      },
      { $limit: limit },
      { $project: { _id: 0, id: '$_id', user_id: 1 } },
    ]);
    return [...new Map([...unequal, ...misadded].map((row) => [row.id, row])).values()];
  }

  /** Learners whose first and last event differ from the sources. */
  async findWrongLearners(gone: GoneCourses, limit: number): Promise<WrongRow[]> {
    const held: PipelineStage[] = [
      { $project: { user_id: '$_id', heldFirst: '$first_event_at', heldLast: '$last_event_at' } },
    ];
    const found = await this.sources
      .aggregate<{ _id: Types.ObjectId }>([
        ...sourceEvents(gone),
        { $group: { _id: '$user_id', first: { $min: '$at' }, last: { $max: '$at' } } },
        { $set: { user_id: '$_id' } },
        { $unionWith: { coll: this.learners.collection.name, pipeline: held as never } },
        {
          $group: {
            _id: '$user_id',
            first: { $max: '$first' },
            last: { $max: '$last' },
            heldFirst: { $max: '$heldFirst' },
            heldLast: { $max: '$heldLast' },
          },
        },
        { $match: { $expr: { $or: [{ $ne: ['$first', '$heldFirst'] }, { $ne: ['$last', '$heldLast'] }] } } },
        { $limit: limit },
        { $project: { _id: 1 } },
      ])
      .allowDiskUse(true);
    return found.map(({ _id }) => ({ id: _id.toHexString(), user_id: _id }));
  }

  /** Whether nobody has any row yet, as after a first load. */
  async areEmpty(): Promise<boolean> {
    return (await this.days.findOne().select({ _id: 1 }).lean()) === null;
  }

  /**
   * Puts in the rows that are missing: for a bulk load. A row that is there stays as it is, so that a
   * learner who writes meanwhile is not undone. Rows pass through here in batches, because inserts are
   * ten times as fast as the `$merge` that would keep them in the database.
   */
  async insertMissing(gone: GoneCourses): Promise<void> {
    const days = nativeCollection(this.sources).aggregate<DailyActivity>(
      [
        ...sourceEvents(gone),
        {
          $group: {
            _id: { user: '$user_id', day: EVENT_DAY },
            seconds: { $sum: EVENT_SECONDS },
            events: { $push: STORED_EVENT },
          },
        },
        {
          $project: {
            _id: ROW_ID,
            user_id: '$_id.user',
            date: dateOf('$_id.day'),
            seconds: 1,
            events: 1,
          },
        },
      ],
      CURSOR,
    );
    await insertAbsent(nativeCollection(this.days), days);
    const learners = nativeCollection(this.sources).aggregate<Learner>(
      [
        ...sourceEvents(gone),
        { $group: { _id: '$user_id', first_event_at: { $min: '$at' }, last_event_at: { $max: '$at' } } },
      ],
      CURSOR,
    );
    await insertAbsent(nativeCollection(this.learners), learners);
  }
}
