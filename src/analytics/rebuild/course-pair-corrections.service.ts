import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { COURSE_PAIR, PAIRED_BEFORE, type CoursePair } from '../../recommendations/index.js';
import { leaveOut, negated, SOURCE, type GoneCourses } from './source-events.js';

/** The id of the pair of `course_id` and `other`, as `pairId` makes it. */
const PAIR_ID = {
  $concat: [
    { $toString: { $min: ['$course_id', '$other'] } },
    ':',
    { $toString: { $max: ['$course_id', '$other'] } },
  ],
};

/** What has to be added to the pairs of courses so that they say what the enrolments say. */
@Injectable()
export class CoursePairCorrections {
  constructor(@InjectModel(COURSE_PAIR) private readonly pairs: Model<CoursePair>) {}

  /**
   * By id of the pair, at the snapshot it is called in.
   * @param gone courses that are being deleted
   */
  async compute(gone: GoneCourses): Promise<ReadonlyMap<string, number>> {
    const found = await this.pairs
      .aggregate<Pick<CoursePair, '_id' | 'learners'>>([
        { $project: { learners: negated('$learners') } },
        {
          $unionWith: {
            coll: SOURCE.enrollments,
            pipeline: [
              ...leaveOut(gone),
              { $project: { user_id: 1, course_id: 1, enrolled_at: 1 } },
              {
                $setWindowFields: {
                  partitionBy: '$user_id',
                  sortBy: { enrolled_at: 1, _id: 1 },
                  output: { other: { $push: '$course_id', window: { documents: [-PAIRED_BEFORE, -1] } } },
                },
              },
              { $unwind: '$other' },
              { $project: { _id: PAIR_ID, learners: { $literal: 1 } } },
            ],
          },
        },
        { $group: { _id: '$_id', learners: { $sum: '$learners' } } },
        { $match: { learners: { $ne: 0 } } },
      ])
      .allowDiskUse(true);
    return new Map(found.map(({ _id, learners }) => [_id, learners]));
  }
}
