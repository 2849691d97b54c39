import type { Lab } from './lab.js';
import { addPerson, signIn, type Credentials } from './people.js';

/** How many different things each case asks for in turn. */
const DIFFERENT = 100;

export interface EnrolledLearner extends Credentials {
  readonly userId: string;
  readonly courseId: string;
}

/** What is in the database to be asked for. */
export interface Stock {
  readonly courses: readonly string[];
  /** Every course of the catalogue, most enrolments first; those of OULAD left out. */
  readonly popular: readonly string[];
  readonly learners: readonly EnrolledLearner[];
  /** The courses with the most enrolments: those of OULAD, where it is in. */
  readonly busiest: readonly string[];
  readonly admin: Credentials;
}

/** Fills an empty database. */
export async function fillStock(lab: Lab, ouladDir: string | undefined): Promise<Stock> {
  await lab.import(['seed', '--courses', '1000', '--users', '5000']);
  const popular = await findCourses(lab, { 'stats.enrollments': -1 });
  const courses = await findCourses(lab, { _id: 1 }, DIFFERENT);
  const learners = await findLearners(lab, courses);
  if (ouladDir !== undefined) await lab.import(['oulad', ouladDir]);
  const busiest = await findCourses(lab, { 'stats.enrollments': -1 }, 10);
  return { courses, popular, learners, busiest, admin: await addPerson(lab.db, 'admin') };
}

async function findCourses(lab: Lab, order: Readonly<Record<string, 1 | -1>>, limit = 0): Promise<string[]> {
  const found = await lab.db
    .collection('courses')
    .find({ status: 'published' })
    .sort(order)
    .limit(limit)
    .toArray();
  return found.map(({ _id }) => _id.toHexString());
}

async function findLearners(lab: Lab, courses: readonly string[]): Promise<EnrolledLearner[]> {
  const found = await lab.db
    .collection<{ _id: string }>('enrollments')
    .find({ status: 'active' })
    .limit(50 * DIFFERENT)
    .toArray();
  const pairs = found.map(({ _id }) => _id.split(':') as [string, string]);
  return pairs
    .filter(([, courseId]) => courses.includes(courseId))
    .slice(0, DIFFERENT)
    .map(([userId, courseId]) => ({ userId, courseId, ...signIn(userId) }));
}
