import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { toObjectId } from '../common/index.js';
import { ENROLLMENT, type Enrollment, type EnrollmentStatus } from './enrollment.schema.js';

const DAY_MS = 86_400_000;

/** Groups that a cursor holds at a time. */
const BATCH = 2_000;

/** Enrolments of one course that no figure tells apart. */
export interface EnrollmentGroup {
  readonly status: EnrollmentStatus;
  /** Places, ascending, in the list that was asked for, of the lessons done. */
  readonly done: readonly number[];
  /** Whether any lesson is done, be it deleted since, or time was spent. */
  readonly begun: boolean;
  /** The longest of the pauses asked for, in days, that lies between their last event and now; 0 for none. */
  readonly idle_days: number;
  /** Of completed ones: milliseconds from enrolment to completion; null of others. */
  readonly took_ms: number | null;
  /** How many they are. */
  readonly count: number;
}

interface CountedKey {
  readonly _id: Omit<EnrollmentGroup, 'count'>;
  readonly count: number;
}

/** What enrolments are told apart by. */
export interface EnrollmentDistinctions {
  /** Lessons whose completion counts, each once. */
  readonly lessonIds: readonly string[];
  /** Pauses since the last event, in days. */
  readonly idleDays: readonly number[];
  readonly now: Date;
}

/**
 * Counts a course's enrolments by all that its figures depend on. Most learners are like many others, so
 * that the database, which has to look at every enrolment, sends a fraction of them, and never more.
 */
@Injectable()
export class EnrollmentGroups {
  constructor(@InjectModel(ENROLLMENT) private readonly enrollments: Model<Enrollment>) {}

  /** One at a time, in no order. Reads join the session they are called in. */
  async *ofCourse(
    courseId: string,
    distinctions: EnrollmentDistinctions,
  ): AsyncGenerator<EnrollmentGroup, void> {
    const groups: AsyncIterable<CountedKey> = this.enrollments
      .aggregate<CountedKey>([
        { $match: { course_id: toObjectId(courseId) } },
        { $group: { _id: keyOf(distinctions), count: { $sum: 1 } } },
      ])
      .allowDiskUse(true)
      .cursor({ batchSize: BATCH });
    for await (const { _id, count } of groups) yield { ..._id, count };
  }
}

function keyOf({ lessonIds, idleDays, now }: EnrollmentDistinctions): object {
  // Of a list that is written out MongoDB makes a table once, so that a course's length does not multiply.
  const places = {
    $map: {
      input: '$completed.lesson_id',
      in: { $indexOfArray: [lessonIds.map(toObjectId), '$$this'] },
    },
  };
  const idleMs = { $subtract: [now, '$last_accessed_at'] };
  return {
    status: '$status',
    done: { $sortArray: { input: { $setDifference: [places, [-1]] }, sortBy: 1 } },
    begun: { $or: [{ $gt: [{ $size: '$completed' }, 0] }, { $gt: ['$time_spent_seconds', 0] }] },
    idle_days: {
      $max: [0, ...idleDays.map((days) => ({ $cond: [{ $gte: [idleMs, days * DAY_MS] }, days, 0] }))],
    },
    took_ms: {
      $cond: [{ $eq: ['$status', 'completed'] }, { $subtract: ['$completed_at', '$enrolled_at'] }, null],
    },
  };
}
