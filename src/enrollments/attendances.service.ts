import { Injectable } from '@nestjs/common';
import type { PipelineStage } from 'mongoose';
import { toObjectId } from '../common/index.js';
import { CoursesService, toOutline, type CourseOutline, type OutlinedCourse } from '../courses/index.js';
import { UsersService } from '../users/index.js';
import { EnrollmentRepository } from './enrollment.repository.js';
import type { Enrollment } from './enrollment.schema.js';

/** A course, and somebody's enrolment in it: null where there is none. */
export interface Attendance {
  readonly outline: CourseOutline;
  readonly enrollment: Enrollment | null;
}

/** What a learner's write is decided on. */
export interface Attended<A> {
  /** By course, those that exist. */
  readonly attendances: ReadonlyMap<string, Attendance>;
  /** What was joined along; undefined where the user is unknown. */
  readonly along: A | undefined;
}

interface Row {
  readonly course?: OutlinedCourse;
  readonly enrollment: readonly Enrollment[];
}

/** Courses that are read in one round trip. What is joined along is in the answer once for each of them. */
const AT_ONCE = 50;

/**
 * Reads what a learner's write is decided on: the courses and the learner's enrolments in them, and more of
 * the learner's along with it. Inside a transaction it is read in it. One round trip instead of one a
 * collection: a transaction that reads in four takes half as long with the joins (docs/adr/0027).
 */
@Injectable()
export class Attendances {
  constructor(
    private readonly users: UsersService,
    private readonly courses: CoursesService,
    private readonly enrollments: EnrollmentRepository,
  ) {}

  /** @param along joins of more of the learner's, which make a row of type `A` */
  async find<A extends object>(
    userId: string,
    courseIds: readonly string[],
    along: readonly PipelineStage.Lookup[] = [],
  ): Promise<Attended<A>> {
    const first = await this.read<A>(userId, courseIds.slice(0, AT_ONCE), along);
    const rows: Row[] = [...first];
    for (let from = AT_ONCE; from < courseIds.length; from += AT_ONCE)
      rows.push(...(await this.read(userId, courseIds.slice(from, from + AT_ONCE))));
    const attendances = rows.flatMap(({ course, enrollment: [enrollment = null] }) =>
      course ? [{ outline: toOutline(course), enrollment }] : [],
    );
    return {
      attendances: new Map(attendances.map((attendance) => [attendance.outline.id, attendance])),
      along: first[0],
    };
  }

  /** A row for each course that exists; one without, where none does. */
  private async read<A>(
    userId: string,
    courseIds: readonly string[],
    along: readonly PipelineStage.Lookup[] = [],
  ): Promise<(Row & A)[]> {
    return this.users.findJoined<Row & A>(userId, [
      { $project: { course: courseIds.map(toObjectId) } },
      ...along,
      this.courses.joinOutlines('course', 'course'),
      { $unwind: { path: '$course', preserveNullAndEmptyArrays: true } },
      ...this.enrollments.joinEnrollment(userId, 'course', 'enrollment'),
    ]);
  }
}
