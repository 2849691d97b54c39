import type { Types } from 'mongoose';
import type { Course } from '../../courses/index.js';
import { enrollmentId, type Enrollment } from '../../enrollments/enrollment.schema.js';
import type { Completion } from '../../progress/learning.schema.js';
import type { User } from '../../users/user.schema.js';
import { groupPlaces } from './group-places.js';
import { dayAfter, noonAfter, startOf } from './oulad-calendar.js';
import { ouladId } from './oulad-ids.js';
import type { OuladSet } from './oulad-set.js';

/**
 * Turns the people of a set into documents, one at a time, so that only the batch that is being
 * written is in memory as documents.
 */
export class PeopleMapper {
  private readonly starts: readonly Date[];
  private readonly userIds: readonly Types.ObjectId[];
  private readonly required: readonly number[];

  /** @param courses the set's courses as documents, in the same order */
  constructor(
    private readonly set: OuladSet,
    private readonly courses: readonly Course[],
  ) {
    this.starts = set.courses.map(({ presentation }) => startOf(presentation));
    this.userIds = set.students.map(ouladId.student);
    this.required = set.courses.map(({ assessments }) => assessments.length);
  }

  /** Students, who cannot sign in. They exist since their first enrolment, or since the first course began. */
  *users(): Generator<User> {
    const since = this.firstEnrollments();
    for (const [student, key] of this.set.students.entries()) {
      const created = since[student] ?? this.starts[0] ?? new Date(0);
      yield {
        _id: at(this.userIds, student),
        email: `student-${key}@oulad.invalid`,
        password_hash: null,
        display_name: `Student ${key}`,
        role: 'student',
        disabled: false,
        token_version: 0,
        timezone: 'UTC',
        created_at: created,
        updated_at: created,
      };
    }
  }

  *completions(): Generator<Completion> {
    const { enrollment, assessment } = this.set.completions;
    for (let place = 0; place < enrollment.length; place += 1) {
      const { userId, courseId } = this.keysOf(at(enrollment, place));
      const lessonId = ouladId.assessment(at(assessment, place));
      yield {
        _id: `${enrollmentId(userId.toHexString(), courseId.toHexString())}:${lessonId.toHexString()}`,
        user_id: userId,
        course_id: courseId,
        lesson_id: lessonId,
        at: this.doneAt(place),
        stored_at: this.doneAt(place),
      };
    }
  }

  /** Enrolments, whole: with what their learner has done, in the order of doing. */
  *enrollments(): Generator<Enrollment> {
    const byEnrollment = groupPlaces(this.set.completions.enrollment, this.set.enrollments.student.length);
    for (let place = 0; place < this.set.enrollments.student.length; place += 1) {
      yield this.enrollment(place, byEnrollment.placesOf(place));
    }
  }

  private enrollment(place: number, submissions: readonly number[]): Enrollment {
    const { userId, courseId } = this.keysOf(place);
    const completed = submissions
      .map((submission) => ({
        lesson_id: ouladId.assessment(at(this.set.completions.assessment, submission)),
        at: this.doneAt(submission),
      }))
      .toSorted((a, b) => a.at.getTime() - b.at.getTime());
    const last = completed.at(-1)?.at ?? null;
    const enrolledAt = this.enrolledAt(place);
    const droppedAt = this.droppedAt(place);
    // Everything that can be completed is required, and each only once.
    const isDone = last !== null && completed.length === at(this.required, this.courseOf(place));
    return {
      _id: enrollmentId(userId.toHexString(), courseId.toHexString()),
      user_id: userId,
      course_id: courseId,
      status: droppedAt ? 'dropped' : isDone ? 'completed' : 'active',
      enrolled_at: enrolledAt,
      dropped_at: droppedAt,
      completed_at: isDone ? last : null,
      last_accessed_at: last && last > enrolledAt ? last : enrolledAt,
      time_spent_seconds: 0,
      completed,
      resume: null,
    };
  }

  private courseOf(enrollment: number): number {
    return at(this.set.enrollments.course, enrollment);
  }

  private keysOf(enrollment: number): { userId: Types.ObjectId; courseId: Types.ObjectId } {
    return {
      userId: at(this.userIds, at(this.set.enrollments.student, enrollment)),
      courseId: at(this.courses, this.courseOf(enrollment))._id,
    };
  }

  private enrolledAt(enrollment: number): Date {
    const start = at(this.starts, this.courseOf(enrollment));
    return dayAfter(start, this.set.enrollments.registered[enrollment] ?? 0);
  }

  private droppedAt(enrollment: number): Date | null {
    const day = this.set.enrollments.unregistered[enrollment] ?? null;
    return day === null ? null : dayAfter(at(this.starts, this.courseOf(enrollment)), day);
  }

  private doneAt(submission: number): Date {
    const enrollment = at(this.set.completions.enrollment, submission);
    return noonAfter(at(this.starts, this.courseOf(enrollment)), at(this.set.completions.day, submission));
  }

  private firstEnrollments(): Date[] {
    const first: Date[] = [];
    for (const [place, student] of this.set.enrollments.student.entries()) {
      const date = this.enrolledAt(place);
      const known = first[student];
      if (!known || date < known) first[student] = date;
    }
    return first;
  }
}

/** @throws {RangeError} for a place that the reader cannot have made */
function at<T>(column: readonly T[], place: number): T {
  const value = column[place];
  if (value === undefined) throw new RangeError(`no place ${place} among ${column.length}`);
  return value;
}
