import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, UpdateFilter } from 'mongodb';
import { Model, type PipelineStage, type Types, type UpdateQuery } from 'mongoose';
import { toObjectId } from '../common/index.js';
import { CoursesService, toOutline, type CourseOutline, type OutlinedCourse } from '../courses/index.js';
import { nativeCollection } from '../database/index.js';
import { PAIRED_BEFORE } from '../recommendations/index.js';
import { ENROLLMENT, enrollmentId, type Enrollment } from './enrollment.schema.js';

/** Enrolments that a stream holds at a time. */
const STREAM_BATCH = 200;

const LAST_VISITED_FIRST: PipelineStage.Sort = { $sort: { last_accessed_at: -1, _id: -1 } };

/** An enrolment, and what its course consists of: null where the course is being deleted. */
export interface OutlinedEnrollment {
  readonly enrollment: Enrollment;
  readonly outline: CourseOutline | null;
}

/** A change of the enrolment with this id. */
export interface EnrollmentUpdate {
  readonly id: string;
  readonly update: UpdateFilter<Enrollment>;
}

/** Enrolments. Inside a transaction every operation joins it. */
@Injectable()
export class EnrollmentRepository {
  constructor(
    @InjectModel(ENROLLMENT) private readonly enrollments: Model<Enrollment>,
    private readonly courses: CoursesService,
  ) {}

  async find(userId: string, courseId: string): Promise<Enrollment | null> {
    return this.enrollments.findById(enrollmentId(userId, courseId)).lean<Enrollment>();
  }

  /**
   * Joins, as an array, a learner's enrolment in the course that a row holds.
   * @param course the member that is the course; nothing is joined where it is absent
   */
  joinEnrollment(userId: string, course: string, as: string): PipelineStage[] {
    const from = this.enrollments.collection.name;
    return [
      { $set: { [as]: { $concat: [enrollmentId(userId, ''), { $toString: `$${course}._id` }] } } },
      { $lookup: { from, localField: as, foreignField: '_id', as } },
    ];
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

  /** One page of a learner's with the courses' outlines, the last visited first. */
  async pageOutlined(
    userId: string,
    query: { page: number; page_size: number },
  ): Promise<OutlinedEnrollment[]> {
    return this.outlined([
      { $match: { user_id: toObjectId(userId) } },
      LAST_VISITED_FIRST,
      { $skip: (query.page - 1) * query.page_size },
      { $limit: query.page_size },
    ]);
  }

  async countOfUser(userId: string): Promise<number> {
    return this.enrollments.countDocuments({ user_id: toObjectId(userId) });
  }

  /**
   * Joins, as `before` and `after`, the enrolments that the learner made just before and just after, by
   * `enrolled_at` and then by course, be the enrolment there yet or not; nearest first.
   */
  joinNeighbours({
    _id,
    user_id,
    enrolled_at,
  }: Pick<Enrollment, '_id' | 'user_id' | 'enrolled_at'>): PipelineStage.Lookup[] {
    const join = (direction: 1 | -1, as: string): PipelineStage.Lookup => {
      const [inReach, beyond] = direction === 1 ? (['$gte', '$lte'] as const) : (['$lte', '$gte'] as const);
      const pipeline = [
        {
          $match: {
            user_id,
            enrolled_at: { [inReach]: enrolled_at },
            $nor: [{ enrolled_at, _id: { [beyond]: _id } }],
          },
        },
        { $sort: { enrolled_at: direction, _id: direction } },
        { $limit: PAIRED_BEFORE },
        { $project: { course_id: 1 as const } },
      ];
      return { $lookup: { from: this.enrollments.collection.name, pipeline, as } };
    };
    return [join(-1, 'before'), join(1, 'after')];
  }

  /** One with the course's outline; null when there is none. */
  async findOutlined(userId: string, courseId: string): Promise<OutlinedEnrollment | null> {
    const [found] = await this.outlined([{ $match: { _id: enrollmentId(userId, courseId) } }]);
    return found ?? null;
  }

  /** All of a learner's with the courses' outlines, the last visited first. */
  async listOutlined(userId: string): Promise<OutlinedEnrollment[]> {
    return this.outlined([{ $match: { user_id: toObjectId(userId) } }, LAST_VISITED_FIRST]);
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

  private async outlined(stages: readonly PipelineStage[]): Promise<OutlinedEnrollment[]> {
    const rows = await this.enrollments.aggregate<Enrollment & { course: OutlinedCourse[] }>([
      ...stages,
      this.courses.joinOutlines('course_id', 'course'),
    ]);
    return rows.map(({ course: [course], ...enrollment }) => ({
      enrollment,
      outline: course ? toOutline(course) : null,
    }));
  }
}
