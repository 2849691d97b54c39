import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, type PipelineStage } from 'mongoose';
import { toObjectId } from '../common/index.js';
import { CourseStatsService, type CourseOfLearners } from '../courses/index.js';
import { COURSE_PAIR, type CoursePair } from './course-pair.schema.js';

/** A pair without what its id says already. */
export type CountedPair = Pick<CoursePair, '_id' | 'learners'>;

export interface FrequentPairs {
  readonly pairs: readonly CountedPair[];
  /** Both courses of each pair, those that exist. */
  readonly courses: readonly CourseOfLearners[];
}

/** Pairs of courses. Reads join the session they are called in; the fold writes (see `RollupRepository`). */
@Injectable()
export class CoursePairRepository {
  constructor(
    @InjectModel(COURSE_PAIR) private readonly pairs: Model<CoursePair>,
    private readonly courseStats: CourseStatsService,
  ) {}

  /** The most frequent pairs of each of some courses, `limit` each at most, off one index, and how many took what they name. */
  async listMostFrequent(courseIds: readonly string[], limit: number): Promise<FrequentPairs> {
    if (courseIds.length === 0) return { pairs: [], courses: [] };
    const [found] = await this.pairs.aggregate<FrequentPairs>(this.stages(courseIds, limit));
    return found ?? { pairs: [], courses: [] };
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
    ];
    const coll = this.pairs.collection.name;
    return [
      ...ofCourse(first),
      ...others.map((courseId) => ({ $unionWith: { coll, pipeline: ofCourse(courseId) } })),
      {
        $group: {
          _id: null,
          pairs: { $push: { _id: '$_id', learners: '$learners' } },
          one: { $push: { $first: '$courses' } },
          other: { $push: { $last: '$courses' } },
        },
      },
      { $project: { _id: 0, pairs: 1, courses: { $concatArrays: ['$one', '$other'] } } },
      this.courseStats.joinEnrollmentCounts('courses', 'courses'),
    ];
  }
}
