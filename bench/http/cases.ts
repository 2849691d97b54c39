import type { LoadRequest } from '../load/load-job.js';
import type { Stock } from '../lab/stock.js';

export type SubjectName = 'bare' | 'fastify' | 'tiercel' | 'tiercel_off' | 'nest_fastify' | 'nest_express';

export interface HttpCase {
  readonly name: string;
  readonly requests: readonly LoadRequest[];
  /** Who is asked. */
  readonly subjects: readonly SubjectName[];
  readonly expect: 200 | 304;
}

const ALONE: readonly SubjectName[] = ['bare', 'fastify', 'tiercel'];
const WITHOUT_CACHE: readonly SubjectName[] = [...ALONE, 'tiercel_off'];
const ALL: readonly SubjectName[] = [...WITHOUT_CACHE, 'nest_fastify', 'nest_express'];

const SORTS = ['recent', 'popular', 'top_rated'];
const PAGES = 7;

const get = (path: string, headers: Readonly<Record<string, string>> = {}): LoadRequest => ({
  method: 'GET',
  path,
  headers,
});

/** The cases, in the order of the report. All of them read; each asks for many different things in turn. */
export function makeCases(stock: Stock): readonly HttpCase[] {
  const { authorization } = stock.admin;
  const pages = SORTS.flatMap((sort) =>
    Array.from({ length: PAGES }, (_, page) => get(`/courses?sort_by=${sort}&page=${page + 1}`)),
  );
  return [
    {
      name: 'course',
      requests: stock.courses.map((id) => get(`/courses/${id}`)),
      subjects: ALL,
      expect: 200,
    },
    { name: 'list', requests: pages, subjects: ALL, expect: 200 },
    {
      name: 'progress',
      requests: stock.learners.map((learner) =>
        get(`/users/${learner.userId}/progress/${learner.courseId}`, {
          authorization: learner.authorization,
        }),
      ),
      subjects: WITHOUT_CACHE,
      expect: 200,
    },
    {
      name: 'analytics',
      requests: stock.busiest.map((id) => get(`/analytics/courses/${id}`, { authorization })),
      subjects: WITHOUT_CACHE,
      expect: 200,
    },
  ];
}

/** A case again, by clients that have the answers already. */
export function makeRevalidating(of: HttpCase, etags: ReadonlyMap<string, string>): HttpCase {
  const requests = of.requests.map((request) => ({
    ...request,
    headers: { ...request.headers, 'if-none-match': etags.get(request.path) ?? '' },
  }));
  return { name: 'not_modified', requests, subjects: ALONE, expect: 304 };
}
