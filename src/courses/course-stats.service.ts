import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Document } from 'mongodb';
import { Model, type PipelineStage, type Types } from 'mongoose';
import { toObjectId } from '../common/index.js';
import { nativeCollection } from '../database/index.js';
import { AVERAGE, scoreWith, STARS, type CourseStatsDelta } from './course-counters.js';
import { COURSE, type Course, type CourseStats } from './course.schema.js';

/**
 * Courses scored in one transaction. All at once would do with a few thousand; with many more, what the transaction
 * changes does not fit into a small MongoDB's cache, which ends it, and every later attempt, with a write conflict.
 */
const MAX_RESCORED = 1_000;

/** A course, as far as it counts who ever enrolled. */
export interface CourseOfLearners extends Pick<Course, '_id' | 'status'> {
  readonly stats: Pick<CourseStats, 'enrollments'>;
}

/**
 * Counters of courses, which the fold of the outbox alone writes. Only members under `stats.` change:
 * neither `version` nor `updated_at`, so that the cache's tail may pass them over.
 */
@Injectable()
export class CourseStatsService {
  constructor(@InjectModel(COURSE) private readonly courses: Model<Course>) {}

  /**
   * Adds to counters, in the caller's transaction; what is derived from them follows.
   * A course that is gone is passed over.
   * @param platformMean m of the Bayesian mean
   */
  async apply(
    session: ClientSession,
    deltas: readonly CourseStatsDelta[],
    platformMean: number,
  ): Promise<void> {
    if (deltas.length === 0) return;
    const derived = { 'stats.rating_average': AVERAGE, 'stats.rating_score': scoreWith(platformMean) };
    await nativeCollection(this.courses).bulkWrite(
      deltas.map(({ courseId, ...delta }) => ({
        updateOne: {
          filter: { _id: toObjectId(courseId) },
          update: [{ $set: toAddition(delta) }, { $set: derived }],
        },
      })),
      { session, ordered: false },
    );
  }

  /**
   * Computes what is derived from counters again, of as many courses as one transaction may well hold: the score after
   * the platform's mean moved, and the average. Writes those that differ.
   * @param after the last course of the piece before; null for the first
   * @returns the last course of this piece; null when there are no more
   */
  async rescore(
    session: ClientSession,
    platformMean: number,
    after: Types.ObjectId | null,
  ): Promise<Types.ObjectId | null> {
    const courses = nativeCollection(this.courses);
    const score = scoreWith(platformMean);
    const differs = {
      $or: [{ $ne: ['$stats.rating_score', score] }, { $ne: ['$stats.rating_average', AVERAGE] }],
    };
    const found = await courses
      .find({ ...(after && { _id: { $gt: after } }), $expr: differs }, { session, projection: { _id: 1 } })
      .sort({ _id: 1 })
      .limit(MAX_RESCORED)
      .toArray();
    const ids = found.map(({ _id }) => _id);
    if (ids.length > 0) {
      await courses.updateMany(
        { _id: { $in: ids } },
        [{ $set: { 'stats.rating_average': AVERAGE, 'stats.rating_score': score } }],
        { session },
      );
    }
    return ids.length === MAX_RESCORED ? (ids.at(-1) ?? null) : null;
  }

  /** Courses whose average is not that of their ratings. */
  async findMisaveraged(): Promise<string[]> {
    const found = await this.courses.aggregate<Pick<Course, '_id'>>([
      { $match: { $expr: { $ne: ['$stats.rating_average', AVERAGE] } } },
      { $project: { _id: 1 } },
    ]);
    return found.map(({ _id }) => _id.toHexString());
  }

  /** One course's counters; null for an unknown course. */
  async findStats(courseId: string): Promise<CourseStats | null> {
    const course = await this.courses
      .findById(toObjectId(courseId))
      .select({ stats: 1 })
      .lean<Pick<Course, 'stats'>>();
    return course?.stats ?? null;
  }

  /** Joins those courses whose ids a member of a row holds, each as a `CourseOfLearners`. */
  joinEnrollmentCounts(localField: string, as: string): PipelineStage.Lookup {
    const from = this.courses.collection.name;
    const pipeline = [{ $project: { status: 1 as const, 'stats.enrollments': 1 as const } }];
    return { $lookup: { from, localField, foreignField: '_id', pipeline, as } };
  }
}

function toAddition(delta: Omit<CourseStatsDelta, 'courseId'>): Document {
  const { enrollments, completions, rating } = delta;
  const counters: [string, number][] = [
    ['enrollments', enrollments],
    ['completions', completions],
    ['rating_sum', rating.sum],
    ['rating_count', rating.count],
    ...STARS.map((star): [string, number] => [`rating_histogram.${star}`, rating.stars[star]]),
  ];
  return Object.fromEntries(
    counters.map(([counter, added]) => [
      `stats.${counter}`,
      { $add: [{ $ifNull: [`$stats.${counter}`, 0] }, added] },
    ]),
  );
}
