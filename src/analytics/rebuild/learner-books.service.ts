import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, type PipelineStage, type Types } from 'mongoose';
import { DAILY_ACTIVITY, LEARNER, type DailyActivity, type Learner } from '../../activity/index.js';
import { COMPLETION, type Completion } from '../../progress/index.js';
import { EVENT_DATE, EVENT_SECONDS, sourceEvents, STORED_EVENT } from './source-events.js';

/** A row that does not say what its sources say. */
export interface WrongRow {
  /** `{user}:{YYYY-MM-DD}` of a day, or the user's id of a learner's row. */
  readonly id: string;
  readonly user_id: Types.ObjectId;
}

const ROW_ID = { $concat: [{ $toString: '$user_id' }, ':', EVENT_DATE] };

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
  async findWrongDays(limit: number): Promise<WrongRow[]> {
    const held: PipelineStage[] = [
      { $unwind: '$events' },
      { $replaceWith: { $mergeObjects: ['$events', { row: '$_id', user_id: '$user_id', count: -1 }] } },
    ];
    const unequal = await this.sources
      .aggregate<WrongRow>([
        ...sourceEvents(),
        { $set: { row: ROW_ID, count: 1 } },
        { $unionWith: { coll: this.days.collection.name, pipeline: held as never } },
        {
          $group: {
            _id: {
              row: '$row',
              kind: '$kind',
              at: '$at',
              course: '$course_id',
              lesson: '$lesson_id',
              seconds: EVENT_SECONDS,
            },
            user_id: { $first: '$user_id' },
            count: { $sum: '$count' },
          },
        },
        { $match: { count: { $ne: 0 } } },
        { $group: { _id: '$_id.row', user_id: { $first: '$user_id' } } },
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
  async findWrongLearners(limit: number): Promise<WrongRow[]> {
    const held: PipelineStage[] = [
      { $project: { user_id: '$_id', heldFirst: '$first_event_at', heldLast: '$last_event_at' } },
    ];
    const found = await this.sources
      .aggregate<{ _id: Types.ObjectId }>([
        ...sourceEvents(),
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

  /**
   * Puts in the rows that are missing, all of them within the database: for a bulk load. A row that is
   * there stays as it is, so that a learner who writes meanwhile is not undone.
   */
  async insertMissing(): Promise<void> {
    await this.sources
      .aggregate([
        ...sourceEvents(),
        { $sort: { at: 1 } },
        {
          $group: {
            _id: ROW_ID,
            user_id: { $first: '$user_id' },
            date: { $first: EVENT_DATE },
            seconds: { $sum: EVENT_SECONDS },
            events: { $push: STORED_EVENT },
          },
        },
        { $merge: { into: this.days.collection.name, whenMatched: 'keepExisting' } },
      ])
      .allowDiskUse(true);
    await this.sources
      .aggregate([
        ...sourceEvents(),
        {
          $group: { _id: '$user_id', first_event_at: { $min: '$at' }, last_event_at: { $max: '$at' } },
        },
        { $merge: { into: this.learners.collection.name, whenMatched: 'keepExisting' } },
      ])
      .allowDiskUse(true);
  }
}
