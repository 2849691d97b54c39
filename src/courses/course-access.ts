import type { EntryMeta } from '../cache/index.js';
import type { AskedRequest } from '../common/http/asked-request.js';
import { ForbiddenError, hasRole, idInPath, NotFoundError, type Principal } from '../common/index.js';
import type { CourseOutline } from './outline.js';

/** What of a course decides who may do what with it. */
export type CourseAtHand = Pick<CourseOutline, 'id' | 'status' | 'instructorId'>;

/** The same, by the metadata of the course's cache entry. */
export function courseAtHand(courseId: string, meta: EntryMeta): CourseAtHand {
  return {
    id: courseId,
    status: meta['status'] as CourseAtHand['status'],
    instructorId: String(meta['instructor_id']),
  };
}

/**
 * Whose courses somebody owns: instructors their own, for as long as they are instructors; students nobody's (null);
 * admins everybody's (undefined).
 */
export function ownedAs({ id, role }: Principal): string | null | undefined {
  if (hasRole(role, 'admin')) return undefined;
  return hasRole(role, 'instructor') ? id : null;
}

/** Whether a course is somebody's. */
export function ownsCourse({ instructorId }: CourseAtHand, principal: Principal | null | undefined): boolean {
  if (!principal) return false;
  const owner = ownedAs(principal);
  return owner === undefined || owner === instructorId;
}

/**
 * A draft is nobody's business but its owner's: to others it does not exist.
 * @throws {NotFoundError}
 */
export function assertVisible(course: CourseAtHand, principal: Principal | null | undefined): void {
  if (course.status === 'draft' && !ownsCourse(course, principal)) throw unknownCourse(course.id);
}

/**
 * Lets a course's owner through.
 * @throws {NotFoundError} for somebody else's draft
 * @throws {ForbiddenError} for any other course of somebody else's
 */
export function assertOwned(course: CourseAtHand, principal: Principal | null | undefined): void {
  assertVisible(course, principal);
  if (!ownsCourse(course, principal)) throw new ForbiddenError('The course belongs to somebody else.');
}

/** In the words of this alone: it must not show whether there is no such course, or none for this reader. */
export function unknownCourse(courseId: string): NotFoundError {
  return new NotFoundError(`There is no course ${courseId}.`);
}

/**
 * The course that a path names, in `{id}` or `{course_id}`.
 * @throws {InvalidInputError} when it is no id.
 */
export function courseIdOf({ params }: AskedRequest): string {
  return idInPath(params, 'course_id' in (params as object) ? 'course_id' : 'id');
}
