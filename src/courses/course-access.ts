import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CacheAnswer } from '../cache/index.js';
import { hasRole, NotFoundError, ObjectIdText, parseInput, type Principal } from '../common/index.js';

type EntryMeta = CacheAnswer['meta'];

/** Whether somebody may act on a course, by the metadata of its cache entry: its instructor, or an admin. */
export function isOwner(meta: EntryMeta, principal: Principal | null | undefined): boolean {
  if (!principal) return false;
  return hasRole(principal.role, 'admin') || meta['instructor_id'] === principal.id;
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

const WithId = z.object({ id: ObjectIdText });
const WithCourseId = z.object({ course_id: ObjectIdText });

/**
 * The course that a path names, in `{id}` or `{course_id}`.
 * @throws {InvalidInputError} when it is no id.
 */
export function courseIdOf(request: FastifyRequest): string {
  const params = request.params as object;
  return 'course_id' in params ? parseInput(WithCourseId, params).course_id : parseInput(WithId, params).id;
}
