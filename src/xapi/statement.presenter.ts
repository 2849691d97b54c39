import { v5 as uuid } from 'uuid';
import type { CourseOutline } from '../courses/index.js';
import { lessonsOf } from '../enrollments/index.js';
import type { Completion } from '../progress/index.js';
import type { Activity, Statement } from './dto/statements.dto.js';

/** Of statements about completions; made once, at random. */
const NAMESPACE = '2f6f3b52-0c9e-4c0b-9a6e-5f0d6c1f7a11';

const ADL = 'http://adlnet.gov/expapi';

/**
 * A completion as an xAPI statement. Its id follows from whose it is, of what, and when it was done: one
 * that is taken back and done again later is another statement.
 * @param outline of its course; null when the course is gone
 * @param home address of the product, without a slash at the end
 * @see https://github.com/adlnet/xAPI-Spec/blob/1.0.3/xAPI-Data.md
 */
export function presentStatement(
  completion: Completion,
  outline: CourseOutline | null,
  home: string,
): Statement {
  const courseId = completion.course_id.toHexString();
  const lessonId = completion.lesson_id.toHexString();
  const course = `${home}/courses/${courseId}`;
  const lesson = outline && lessonsOf(outline).find(({ id }) => id === lessonId);
  return {
    id: uuid(`${completion._id}@${completion.at.getTime()}`, NAMESPACE),
    version: '1.0.0',
    actor: {
      objectType: 'Agent',
      account: { homePage: home, name: completion.user_id.toHexString() },
    },
    verb: { id: `${ADL}/verbs/completed`, display: { en: 'completed' } },
    object: activity(`${course}/lessons/${lessonId}`, 'lesson', outline, lesson?.title),
    result: { completion: true },
    context: { contextActivities: { parent: [activity(course, 'course', outline, outline?.title)] } },
    timestamp: completion.at.toISOString(),
    stored: completion.stored_at.toISOString(),
  };
}

function activity(
  id: string,
  type: 'course' | 'lesson',
  outline: CourseOutline | null,
  title: string | undefined,
): Activity {
  return {
    objectType: 'Activity',
    id,
    definition: {
      type: `${ADL}/activities/${type}`,
      ...(outline && title !== undefined && { name: { [outline.language]: title } }),
    },
  };
}
