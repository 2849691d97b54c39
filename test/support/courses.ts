import type { CourseBody, LessonBody } from '../../src/courses/index.js';
import type { Person } from './people.js';

/** A course with its outline, as ids. */
export interface BuiltCourse {
  readonly id: string;
  readonly sections: readonly string[];
  /** In outline order. */
  readonly lessons: readonly string[];
}

/** Makes a draft through the API. */
export async function createDraft(author: Person, body: object = {}): Promise<CourseBody> {
  return sent(await author.client.post<CourseBody>('/courses', { title: 'Analytical engines', ...body }));
}

/** Makes a course through the API and publishes it. */
export async function createPublished(author: Person, body: object = {}): Promise<CourseBody> {
  const { id } = await createDraft(author, body);
  return sent(await author.client.post<CourseBody>(`/courses/${id}/publish`));
}

/**
 * Makes a draft with sections and lessons through the API.
 * @param sections the lessons' titles, or bodies, section by section
 */
export async function createOutlined(
  author: Person,
  sections: readonly (readonly (string | object)[])[],
  body: object = {},
): Promise<BuiltCourse> {
  const { id } = await createDraft(author, body);
  const course = { id, sections: [] as string[], lessons: [] as string[] };
  for (const [index, lessons] of sections.entries()) {
    const path = `/courses/${id}/sections`;
    const section = sent(await author.client.post<{ id: string }>(path, { title: `Section ${index + 1}` }));
    course.sections.push(section.id);
    for (const lesson of lessons) {
      const written = typeof lesson === 'string' ? { title: lesson } : lesson;
      const made = await author.client.post<LessonBody>(`${path}/${section.id}/lessons`, written);
      course.lessons.push(sent(made).id);
    }
  }
  return course;
}

/** The same, published. */
export async function createOpenCourse(
  author: Person,
  sections: readonly (readonly (string | object)[])[],
  body: object = {},
): Promise<BuiltCourse> {
  const course = await createOutlined(author, sections, body);
  sent(await author.client.post(`/courses/${course.id}/publish`));
  return course;
}

function sent<T>(answer: { status: number; body: T; text: string }): T {
  if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text}`);
  return answer.body;
}
