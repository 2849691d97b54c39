import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, type PipelineStage } from 'mongoose';
import { toObjectId } from '../common/index.js';
import { COURSE_PAIR, type CoursePair } from './course-pair.schema.js';

/** A pair without what its id says already. */
export type CountedPair = Pick<CoursePair, '_id' | 'learners'>;

/** Pairs of courses. Reads join the session they are called in; the fold writes (see `RollupRepository`). */
@Injectable()
export class CoursePairRepository {
  constructor(@InjectModel(COURSE_PAIR) private readonly pairs: Model<CoursePair>) {}

  /** The most frequent pairs of each of some courses, `limit` each at most, in one query off one index. */
  async listMostFrequent(courseIds: readonly string[], limit: number): Promise<CountedPair[]> {
    return courseIds.length === 0 ? [] : this.pairs.aggregate<CountedPair>(this.stages(courseIds, limit));
  }

  /** The plan that MongoDB chooses, for the spec that holds the index to its promise. */
  async explainMostFrequent(courseIds: readonly string[], limit: number): Promise<object> {
    return this.pairs.aggregate(this.stages(courseIds, limit)).explain('executionStats');
  }

  private stages([first = '', ...others]: readonly string[], limit: number): PipelineStage[] {
    const ofCourse = (courseId: string) => [
      { $match: { courses: toObjectId(courseId), learners: { $gt: 0 } } },
      { $sort: { learners: -1 as const, _id: 1 as const } },
      { $limit: limit },
      { $project: { learners: 1 as const } },
    ];
    const coll = this.pairs.collection.name;
    return [
      ...ofCourse(first),
      ...others.map((courseId) => ({ $unionWith: { coll, pipeline: ofCourse(courseId) } })),
    ];
  }
}
