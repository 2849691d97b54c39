import type { CacheAnswer } from '../cache/index.js';
import type { AskedRequest } from '../common/http/asked-request.js';
import { hasRole, idInPath, NotFoundError, type Principal } from '../common/index.js';

type EntryMeta = CacheAnswer['meta'];

/**
 * Whether somebody may act on a course, by the metadata of its cache entry: its instructor, as long as they are
 * one, or an admin.
 */
export function isOwner(meta: EntryMeta, principal: Principal | null | undefined): boolean {
  if (!principal) return false;
  if (hasRole(principal.role, 'admin')) return true;
  return hasRole(principal.role, 'instructor') && meta['instructor_id'] === principal.id;
}

/**
 * A draft is nobody's business but its owner's: to others it does not exist.
 * @throws {NotFoundError}
 */
export function assertVisible(meta: EntryMeta, principal: Principal | null | undefined): void {
  if (meta['status'] === 'draft' && !isOwner(meta, principal)) {
    throw new NotFoundError('There is no such course.');
  }
}

/**
 * The course that a path names, in `{id}` or `{course_id}`.
 * @throws {InvalidInputError} when it is no id.
 */
export function courseIdOf({ params }: AskedRequest): string {
  return idInPath(params, 'course_id' in (params as object) ? 'course_id' : 'id');
}
