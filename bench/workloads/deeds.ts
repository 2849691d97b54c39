import { randomUUID } from 'node:crypto';
import type { LoadRequest } from '../load/load-job.js';
import type { Cast, Deed, Learner } from './workload-job.js';

/** One request, and what it is about. */
export interface Planned {
  readonly deed: Deed;
  readonly request: LoadRequest;
  readonly courseId: string;
  readonly learner: Learner;
}

export interface Choice {
  readonly courseId: string;
  readonly learner: Learner;
  /** Which list, lesson and the like; whole. */
  readonly number: number;
}

type Make = (choice: Choice, cast: Cast) => LoadRequest;

const get = (path: string, authorization?: string): LoadRequest => ({
  method: 'GET',
  path,
  ...(authorization !== undefined && { headers: { authorization } }),
});

const MAKE: Readonly<Record<Deed, Make>> = {
  courses: ({ courseId }) => get(`/courses/${courseId}`),
  courses_list: ({ number }, { lists }) => get(lists[number % lists.length] as string),
  progress: ({ learner }) =>
    get(`/users/${learner.userId}/progress/${learner.courseId}`, learner.authorization),
  dashboard: ({ learner }) => get(`/users/${learner.userId}/dashboard`, learner.authorization),
  analytics: ({ courseId }, { staff }) => get(`/analytics/courses/${courseId}`, staff),
  // Done and undone in turn, so that every one of them is a write.
  completion: ({ learner, number }) => ({
    method: number % 2 === 0 ? 'PUT' : 'DELETE',
    path: `/courses/${learner.courseId}/lessons/${lessonOf(learner, number >> 1)}/completion`,
    headers: { authorization: learner.authorization },
  }),
  heartbeat: ({ learner, number }) => ({
    method: 'POST',
    path: `/courses/${learner.courseId}/lessons/${lessonOf(learner, number)}/heartbeat`,
    headers: { authorization: learner.authorization },
    body: JSON.stringify({ event_id: randomUUID(), seconds: 15, position_seconds: number % 600 }),
  }),
  enrollment: ({ courseId, learner }) => ({
    method: 'PUT',
    path: `/courses/${courseId}/enrollment`,
    headers: { authorization: learner.authorization },
  }),
  edit: ({ courseId, number }, { staff }) => ({
    method: 'PATCH',
    path: `/courses/${courseId}`,
    headers: { authorization: staff },
    body: JSON.stringify({ summary: `Edited for the ${number}. time` }),
  }),
};

export function plan(deed: Deed, choice: Choice, cast: Cast): Planned {
  const { courseId, learner } = choice;
  return { deed, courseId, learner, request: MAKE[deed](choice, cast) };
}

function lessonOf({ lessons }: Learner, number: number): string {
  return lessons[number % lessons.length] as string;
}
