import { ObjectId } from 'mongodb';
import type { Bench } from '../measure/bench.js';
import { signIn } from '../lab/people.js';
import type { Lab } from '../lab/lab.js';
import type { Cast, Learner } from './workload-job.js';

const LEARNERS = 400;
const PAGES = 7;

const LISTS = ['recent', 'popular', 'top_rated'].flatMap((sort) =>
  Array.from({ length: PAGES }, (_, page) => `/courses?sort_by=${sort}&page=${page + 1}`),
);

/** Everybody in the catalogue, or those of one course. */
export async function castFor(bench: Bench, about: 'catalogue' | 'focus'): Promise<Cast> {
  const stock = await bench.stock();
  const courses = about === 'catalogue' ? stock.popular : stock.busiest.slice(0, 1);
  const learners = await findLearners(bench.lab, courses);
  return { courses, lists: LISTS, learners, staff: stock.admin.authorization };
}

async function findLearners({ db }: Lab, courseIds: readonly string[]): Promise<Learner[]> {
  const ids = courseIds.map((id) => new ObjectId(id));
  const lessons = await findLessons(db, ids);
  const enrollments = await db
    .collection<{ _id: string }>('enrollments')
    .find({ course_id: { $in: ids }, status: 'active' })
    .limit(LEARNERS)
    .toArray();
  return enrollments.map(({ _id }) => {
    const [userId = '', courseId = ''] = _id.split(':');
    return { userId, courseId, lessons: lessons.get(courseId) ?? [], ...signIn(userId) };
  });
}

async function findLessons(db: Lab['db'], ids: readonly ObjectId[]): Promise<Map<string, string[]>> {
  const found = await db
    .collection<{ sections: { lessons: { id: ObjectId }[] }[] }>('courses')
    .find({ _id: { $in: [...ids] } }, { projection: { 'sections.lessons.id': 1 } })
    .toArray();
  return new Map(
    found.map(({ _id, sections }) => [
      _id.toHexString(),
      sections.flatMap((section) => section.lessons.map(({ id }) => id.toHexString())),
    ]),
  );
}
