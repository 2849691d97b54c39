import type { Enrollment } from '../../enrollments/enrollment.schema.js';

/** What changes in an enrolment that is there already; undefined where nothing does. */
export type EnrollmentAmendment = Pick<
  Enrollment,
  'completed' | 'completed_at' | 'last_accessed_at' | 'status'
>;

/**
 * Adds completions that the files have and the stored enrolment lacks, as when a damaged row was put
 * right, or when an earlier run ended half way. Nothing is taken away; a dropped enrolment stays so.
 *
 * @param required hex ids of the course's required lessons
 */
export function mergeEnrollment(
  stored: Enrollment,
  given: Enrollment,
  required: readonly string[],
): EnrollmentAmendment | undefined {
  const known = new Set(stored.completed.map(({ lesson_id }) => lesson_id.toHexString()));
  const added = given.completed.filter(({ lesson_id }) => !known.has(lesson_id.toHexString()));
  if (added.length === 0) return undefined;
  const completed = [...stored.completed, ...added].sort((a, b) => a.at.getTime() - b.at.getTime());
  const times = new Map(completed.map(({ lesson_id, at }) => [lesson_id.toHexString(), at.getTime()]));
  const isDone = required.length > 0 && required.every((id) => times.has(id));
  const doneAt = isDone ? new Date(Math.max(...required.map((id) => times.get(id) ?? 0))) : null;
  const last = Math.max(stored.last_accessed_at.getTime(), ...added.map(({ at }) => at.getTime()));
  return {
    completed,
    completed_at: stored.completed_at ?? doneAt,
    last_accessed_at: new Date(last),
    status: stored.status === 'active' && isDone ? 'completed' : stored.status,
  };
}
