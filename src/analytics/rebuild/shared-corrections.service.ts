import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, type PipelineStage, type Types } from 'mongoose';
import { STARS } from '../../courses/index.js';
import { COMPLETION, HEARTBEAT, type Completion, type Heartbeat } from '../../progress/index.js';
import {
  noRatings,
  noStatuses,
  PLATFORM_SCOPE,
  type CourseTotal,
  type DayTotal,
  type EffectsTotal,
  type StatusTotals,
} from '../rollups/effects-total.js';
import { RollupRepository } from '../rollups/rollup.repository.js';
import { CoursePairCorrections } from './course-pair-corrections.service.js';
import {
  countOf,
  dateOf,
  EVENT_DAY,
  EVENT_SECONDS,
  leaveOut,
  negated,
  rowsOf,
  SOURCE,
  sourceEvents,
  type GoneCourses,
} from './source-events.js';

interface CourseCorrection extends Record<`star_${1 | 2 | 3 | 4 | 5}`, number> {
  _id: Types.ObjectId;
  enrollments: number;
  completions: number;
  rating_sum: number;
  rating_count: number;
}

type DayCorrection = DayTotal & { _id: string };

/**
 * What has to be added to the shared rollups so that they say what the source rows say: source minus
 * rollup, at the snapshot it is called in. The database subtracts, so that only differences travel.
 */
@Injectable()
export class SharedCorrections {
  constructor(
    @InjectModel(COMPLETION) private readonly completions: Model<Completion>,
    @InjectModel(HEARTBEAT) private readonly heartbeats: Model<Heartbeat>,
    private readonly rollups: RollupRepository,
    private readonly pairs: CoursePairCorrections,
  ) {}

  /** @param gone courses that are being deleted */
  async compute(gone: GoneCourses): Promise<EffectsTotal> {
    const courses = new Map<string, CourseTotal>();
    for (const correction of await this.correctCourses(gone)) {
      courses.set(correction._id.toHexString(), toCourseTotal(correction));
    }
    const days = new Map<string, DayTotal>();
    for (const stages of [courseDays(gone), platformDays(gone)]) {
      for (const { _id, ...day } of await this.correctDays(stages)) days.set(_id, day);
    }
    const pairs = await this.pairs.compute(gone);
    return { platform: await this.correctPlatform(gone), courses, days, pairs };
  }

  private async correctPlatform(gone: GoneCourses): Promise<EffectsTotal['platform']> {
    const held = await this.rollups.readPlatform();
    const enrollments = noStatuses();
    const groups = await this.completions.aggregate<{ _id: keyof StatusTotals; count: number }>([
      ...rowsOf(SOURCE.enrollments, [...leaveOut(gone), { $project: { status: 1 } }]),
      { $sortByCount: '$status' },
    ]);
    for (const { _id, count } of groups) {
      enrollments[_id] += count;
      enrollments.total += count;
    }
    for (const status of ['total', 'active', 'completed', 'dropped'] as const) {
      enrollments[status] -= held.enrollments[status];
    }
    const [watched] = await this.heartbeats.aggregate<{ seconds: number }>([
      ...(leaveOut(gone) as PipelineStage[]),
      { $group: { _id: null, seconds: { $sum: '$seconds' } } },
    ]);
    const [rated] = await this.completions.aggregate<{ sum: number; count: number }>([
      ...rowsOf(SOURCE.reviews, [...leaveOut(gone), { $project: { rating: 1 } }]),
      { $group: { _id: null, sum: { $sum: '$rating' }, count: { $sum: 1 } } },
    ]);
    return {
      enrollments,
      lessons_completed:
        (await this.completions.countDocuments({ course_id: { $nin: [...gone] } })) - held.lessons_completed,
      seconds: (watched?.seconds ?? 0) - held.seconds,
      rating: {
        ...noRatings(),
        sum: (rated?.sum ?? 0) - held.rating.sum,
        count: (rated?.count ?? 0) - held.rating.count,
      },
    };
  }

  private async correctCourses(gone: GoneCourses): Promise<CourseCorrection[]> {
    const figures = [
      'enrollments',
      'completions',
      'rating_sum',
      'rating_count',
      ...STARS.map((star) => `star_${star}`),
    ];
    const starCounts = Object.fromEntries(
      STARS.map((star) => [`star_${star}`, { $cond: [{ $eq: ['$rating', star] }, 1, 0] }]),
    );
    const held = Object.fromEntries([
      ...figures.slice(0, 4).map((figure) => [figure, negated(`$stats.${figure}`)]),
      ...STARS.map((star) => [`star_${star}`, negated(`$stats.rating_histogram.${star}`)]),
    ]) as Record<string, object>;
    return this.completions
      .aggregate<CourseCorrection>([
        ...rowsOf(SOURCE.enrollments, [
          ...leaveOut(gone),
          {
            $project: {
              course: '$course_id',
              enrollments: { $literal: 1 },
              completions: { $cond: [{ $eq: ['$status', 'completed'] }, 1, 0] },
            },
          },
        ]),
        {
          $unionWith: {
            coll: SOURCE.reviews,
            pipeline: [
              ...leaveOut(gone),
              {
                $project: {
                  course: '$course_id',
                  rating_sum: '$rating',
                  rating_count: { $literal: 1 },
                  ...starCounts,
                },
              },
            ],
          },
        },
        { $unionWith: { coll: 'courses', pipeline: [{ $project: { course: '$_id', ...held } }] } },
        ...differences('$course', {}, figures),
      ])
      .allowDiskUse(true);
  }

  private async correctDays({ events, heldBy }: DayStages): Promise<DayCorrection[]> {
    const figures = ['enrollments', 'completions', 'seconds', 'active'];
    const held = Object.fromEntries(figures.map((figure) => [figure, negated(`$${figure}`)]));
    return this.completions
      .aggregate<DayCorrection>([
        ...events,
        {
          $unionWith: {
            coll: 'rollup_days',
            pipeline: [{ $match: heldBy }, { $project: { scope: 1, date: 1, ...held } }],
          },
        },
        ...differences('$_id', { scope: { $first: '$scope' }, date: { $first: '$date' } }, figures),
      ])
      .allowDiskUse(true);
  }
}

interface DayStages {
  /** Rows as they should be, `_id` and all. */
  readonly events: PipelineStage[];
  /** Which rows of `rollup_days` they are compared with. */
  readonly heldBy: PipelineStage.Match['$match'];
}

const DAY_COUNTS = {
  enrollments: { $sum: countOf('enrollment') },
  completions: { $sum: countOf('completion') },
  seconds: { $sum: EVENT_SECONDS },
};
const DAY_SUMS = {
  enrollments: { $sum: '$enrollments' },
  completions: { $sum: '$completions' },
  seconds: { $sum: '$seconds' },
  active: { $sum: 1 },
};

/** First by learner, so that each is active once, then by day. */
function courseDays(gone: GoneCourses): DayStages {
  const scope = { $toString: '$_id.course' };
  const date = dateOf('$_id.day');
  return {
    events: [
      ...sourceEvents(gone),
      { $group: { _id: { course: '$course_id', day: EVENT_DAY, user: '$user_id' }, ...DAY_COUNTS } },
      { $group: { _id: { course: '$_id.course', day: '$_id.day' }, ...DAY_SUMS } },
      { $set: { _id: { $concat: [scope, ':', date] }, scope, date } },
    ],
    heldBy: { scope: { $ne: PLATFORM_SCOPE } },
  };
}

function platformDays(gone: GoneCourses): DayStages {
  const date = dateOf('$_id');
  return {
    events: [
      ...sourceEvents(gone),
      { $group: { _id: { day: EVENT_DAY, user: '$user_id' }, ...DAY_COUNTS } },
      { $group: { _id: '$_id.day', ...DAY_SUMS } },
      { $set: { _id: { $concat: [`${PLATFORM_SCOPE}:`, date] }, scope: PLATFORM_SCOPE, date } },
    ],
    heldBy: { scope: PLATFORM_SCOPE },
  };
}

/** Sums the figures of rows with the same key and keeps what is not 0. */
function differences(
  key: string,
  kept: PipelineStage.Group['$group'] | object,
  figures: readonly string[],
): PipelineStage[] {
  const sums = Object.fromEntries(figures.map((figure) => [figure, { $sum: `$${figure}` }]));
  return [
    { $group: { _id: key, ...kept, ...sums } },
    { $match: { $or: figures.map((figure) => ({ [figure]: { $ne: 0 } })) } },
  ];
}

function toCourseTotal(correction: CourseCorrection): CourseTotal {
  const stars = noRatings().stars;
  for (const star of STARS) stars[star] = correction[`star_${star}`];
  return {
    enrollments: { ...noStatuses(), total: correction.enrollments, completed: correction.completions },
    rating: { sum: correction.rating_sum, count: correction.rating_count, stars },
  };
}
