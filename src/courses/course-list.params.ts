import type { AskedRequest } from '../common/http/asked-request.js';
import { createQueryParser, parseInput, UnauthenticatedError } from '../common/index.js';
import { ownedAs } from './course-access.js';
import { CourseListQuery, type CourseListParams } from './dto/course-list.dto.js';

/**
 * The one spelling of a list's parameters: what `GET /courses` with this query would be cached under.
 * @throws {InvalidInputError}
 */
export function normaliseCourseList(query: unknown): CourseListParams {
  return parseInput(CourseListQuery, query);
}

const readListQuery = createQueryParser(CourseListQuery);

/**
 * A request's list parameters. Drafts and archived courses are narrowed to the caller's own.
 * @throws {UnauthenticatedError} when nobody is signed in who could own a draft.
 */
export function courseListParams(request: AskedRequest): CourseListParams {
  const params = readListQuery(request);
  if (params.status === 'published') return params;
  const { principal } = request;
  if (!principal) throw new UnauthenticatedError(`Sign in to see your ${params.status} courses.`);
  return { ...params, owner_id: ownedAs(principal) };
}
