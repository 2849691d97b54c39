import type { CourseOutline } from '../courses/index.js';
import {
  countRequired,
  lessonsDone,
  lessonsOf,
  progressPercent,
  type Enrollment,
} from '../enrollments/index.js';
import type { ProgressBody } from './dto/progress.dto.js';

/** What progress may be made of: its cached answer depends on nothing else of a course (`OUTLINED_BY`). */
type CountedOutline = Pick<CourseOutline, 'id' | 'sections'>;

/** A learner's progress by the outline of the moment: lessons that are gone from it do not count. */
export function presentProgress(enrollment: Enrollment, outline: CountedOutline): ProgressBody {
  const done = lessonsDone(enrollment);
  const lessons = lessonsOf(outline);
  const { done: completed, total } = countRequired(outline, done);
  return {
    user_id: enrollment.user_id.toHexString(),
    course_id: outline.id,
    status: enrollment.status,
    progress_percent: progressPercent(completed, total),
    completed,
    total,
    sections: outline.sections.map((section) => {
      const required = countRequired({ sections: [section] }, done);
      return { id: section.id, completed: required.done, total: required.total };
    }),
    completed_lesson_ids: lessons.map(({ id }) => id).filter((id) => done.has(id)),
    resume: presentResume(enrollment, outline),
    time_spent_seconds: enrollment.time_spent_seconds,
    enrolled_at: enrollment.enrolled_at.toISOString(),
    last_accessed_at: enrollment.last_accessed_at.toISOString(),
    completed_at: enrollment.completed_at?.toISOString() ?? null,
    has_new_content: hasNewContent(enrollment, outline, done),
  };
}

/** Where the learner last watched; null when that lesson is gone. */
export function presentResume(
  { resume }: Pick<Enrollment, 'resume'>,
  outline: CountedOutline,
): ProgressBody['resume'] {
  if (!resume) return null;
  const lesson_id = resume.lesson_id.toHexString();
  if (!lessonsOf(outline).some(({ id }) => id === lesson_id)) return null;
  return { lesson_id, position_seconds: resume.position_seconds };
}

/** Whether lessons were put in after the course had been completed that are still to be done. */
function hasNewContent(
  { completed_at }: Enrollment,
  outline: CountedOutline,
  done: ReadonlySet<string>,
): boolean {
  if (!completed_at) return false;
  return lessonsOf(outline).some(({ id, addedAt }) => addedAt && addedAt > completed_at && !done.has(id));
}
