import type { CourseBody } from '../../src/courses/index.js';
import type { Instance } from './app.js';
import { createPublished } from './courses.js';
import { createStudent, type Person } from './people.js';

/** So many published courses without lessons. */
export const openCourses = (author: Person, count: number): Promise<CourseBody[]> =>
  Promise.all(Array.from({ length: count }, () => createPublished(author)));

/** Enrols somebody in these courses in this order, or throws. */
export async function enrol(person: Person, ...courses: readonly Pick<CourseBody, 'id'>[]): Promise<void> {
  for (const { id } of courses) {
    const { status, text } = await person.client.put(`/courses/${id}/enrollment`);
    if (status >= 300) throw new Error(`${status}: ${text}`);
  }
}

/** So many new learners, each enrolled in these courses in this order. */
export async function enrolNew(
  on: Instance,
  count: number,
  ...courses: readonly CourseBody[]
): Promise<Person[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const person = await createStudent(on);
      await enrol(person, ...courses);
      return person;
    }),
  );
}
