import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, UpdateFilter } from 'mongodb';
import { Model, type Types, type UpdateQuery } from 'mongoose';
import { toObjectId } from '../common/index.js';
import { nativeCollection } from '../database/index.js';
import { PAIRED_BEFORE, type Neighbours } from '../recommendations/index.js';
import { ENROLLMENT, enrollmentId, type Enrollment } from './enrollment.schema.js';

/** Enrolments that a stream holds at a time. */
const STREAM_BATCH = 200;

/** A change of the enrolment with this id. */
export interface EnrollmentUpdate {
  readonly id: string;
  readonly update: UpdateFilter<Enrollment>;
}

/** Enrolments. Inside a transaction every operation joins it. */
@Injectable()
export class EnrollmentRepository {
  constructor(@InjectModel(ENROLLMENT) private readonly enrollments: Model<Enrollment>) {}

  async find(userId: string, courseId: string): Promise<Enrollment | null> {
    return this.enrollments.findById(enrollmentId(userId, courseId)).lean<Enrollment>();
  }

  async findAll(userId: string, courseIds: readonly string[]): Promise<Enrollment[]> {
    const ids = courseIds.map((courseId) => enrollmentId(userId, courseId));
    return this.enrollments.find({ _id: { $in: ids } }).lean<Enrollment[]>();
  }

  async insert(enrollment: Enrollment): Promise<void> {
    await this.enrollments.create([enrollment]);
  }

  /** @returns the enrolment as it is now; null when there is none. */
  async update(id: string, update: UpdateQuery<Enrollment>): Promise<Enrollment | null> {
    return this.enrollments
      .findOneAndUpdate({ _id: id }, update, { returnDocument: 'after' })
      .lean<Enrollment>();
  }

  /** Changes several at once, in the caller's transaction. */
  async updateAll(session: ClientSession, updates: readonly EnrollmentUpdate[]): Promise<void> {
    await nativeCollection(this.enrollments).bulkWrite(
      updates.map(({ id, update }) => ({ updateOne: { filter: { _id: id }, update } })),
      { session, ordered: false },
    );
  }

  /** One page of a learner's, the last visited first. */
  async pageOfUser(userId: string, query: { page: number; page_size: number }): Promise<Enrollment[]> {
    return this.enrollments
      .find({ user_id: toObjectId(userId) })
      .sort({ last_accessed_at: -1, _id: -1 })
      .skip((query.page - 1) * query.page_size)
      .limit(query.page_size)
      .lean<Enrollment[]>();
  }

  async countOfUser(userId: string): Promise<number> {
    return this.enrollments.countDocuments({ user_id: toObjectId(userId) });
  }

  /**
   * The courses that the learner enrolled in just before and just after, by `enrolled_at` and then by
   * course, be the enrolment there yet or not.
   */
  async findNeighbours({
    _id,
    user_id,
    enrolled_at,
  }: Pick<Enrollment, '_id' | 'user_id' | 'enrolled_at'>): Promise<Neighbours> {
    const list = (direction: 1 | -1) => {
      const [inReach, beyond] = direction === 1 ? (['$gte', '$lte'] as const) : (['$lte', '$gte'] as const);
      return this.enrollments
        .find({
          user_id,
          enrolled_at: { [inReach]: enrolled_at },
          $nor: [{ enrolled_at, _id: { [beyond]: _id } }],
        })
        .sort({ enrolled_at: direction, _id: direction })
        .limit(PAIRED_BEFORE)
        .select({ course_id: 1 })
        .lean<Pick<Enrollment, 'course_id'>[]>();
    };
    const courseIds = (found: readonly Pick<Enrollment, 'course_id'>[]) =>
      found.map(({ course_id }) => course_id.toHexString());
    const before = courseIds(await list(-1)).toReversed();
    return { before, after: courseIds(await list(1)) };
  }

  /** All of a learner's, the last visited first. */
  async listOfUser(userId: string): Promise<Enrollment[]> {
    return this.enrollments
      .find({ user_id: toObjectId(userId) })
      .sort({ last_accessed_at: -1, _id: -1 })
      .lean<Enrollment[]>();
  }

  /** A course's enrolments one after the other, in batches of a cursor, so that memory stays bounded. */
  streamOfCourse(courseId: string): AsyncIterable<Enrollment> {
    return this.enrollments
      .find({ course_id: toObjectId(courseId) })
      .lean<Enrollment>()
      .cursor({ batchSize: STREAM_BATCH });
  }

  /** @returns how many active enrolments became completed. */
  async completeAllDone(
    session: ClientSession,
    courseId: string,
    requiredLessonIds: readonly string[],
  ): Promise<number> {
    const required = requiredLessonIds.map(toObjectId);
    const lastRequired = {
      $max: {
        $map: {
          input: {
            $filter: { input: '$completed', as: 'done', cond: { $in: ['$$done.lesson_id', required] } },
          },
          as: 'done',
          in: '$$done.at',
        },
      },
    };
    const { modifiedCount } = await nativeCollection(this.enrollments).updateMany(
      {
        course_id: toObjectId(courseId),
        status: 'active',
        $expr: { $setIsSubset: [required, '$completed.lesson_id'] },
      },
      [{ $set: { status: 'completed', completed_at: { $ifNull: ['$completed_at', lastRequired] } } }],
      { session },
    );
    return modifiedCount;
  }

  /** The learners of a course, at most `limit`. */
  async listLearners(courseId: string, limit: number): Promise<Types.ObjectId[]> {
    const found = await this.enrollments
      .find({ course_id: toObjectId(courseId) })
      .select({ user_id: 1 })
      .limit(limit)
      .lean<Pick<Enrollment, 'user_id'>[]>();
    return found.map(({ user_id }) => user_id);
  }

  /** @returns how many were there. */
  async deleteOfCourse(courseId: string, userIds: readonly Types.ObjectId[]): Promise<number> {
    const ids = userIds.map((userId) => enrollmentId(userId.toHexString(), courseId));
    return (await this.enrollments.deleteMany({ _id: { $in: ids } })).deletedCount;
  }
}
