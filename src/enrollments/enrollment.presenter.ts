import type { CourseOutline } from '../courses/index.js';
import type { EnrollmentBody } from './dto/enrollment.dto.js';
import type { Enrollment } from './enrollment.schema.js';
import { countRequired, progressPercent } from './figures/progress-percent.js';

/** The ids of the lessons that a learner has done, those that are gone from the course too. */
export function lessonsDone({ completed }: Pick<Enrollment, 'completed'>): Set<string> {
  return new Set(completed.map(({ lesson_id }) => lesson_id.toHexString()));
}

/** A learner's percentage by the outline of the moment; null where nothing is required. */
export function progressOf(
  enrollment: Pick<Enrollment, 'completed'>,
  outline: Pick<CourseOutline, 'sections'>,
): number | null {
  const { done, total } = countRequired(outline, lessonsDone(enrollment));
  return progressPercent(done, total);
}

export function presentEnrollment(enrollment: Enrollment, outline: CourseOutline): EnrollmentBody {
  return {
    user_id: enrollment.user_id.toHexString(),
    course: { id: outline.id, title: outline.title },
    status: enrollment.status,
    progress_percent: progressOf(enrollment, outline),
    enrolled_at: enrollment.enrolled_at.toISOString(),
    last_accessed_at: enrollment.last_accessed_at.toISOString(),
    completed_at: enrollment.completed_at?.toISOString() ?? null,
  };
}
