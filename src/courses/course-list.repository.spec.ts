import { LISTED_BY } from '../catalogue/index.js';
import { filterOf, ORDERS } from './course-list.repository.js';
import { CourseListQuery, type CourseListParams } from './dto/course-list.dto.js';

const ID = 'a'.repeat(24);

/** Every parameter of a list. */
const ALL: Required<CourseListParams> = {
  ...{ q: 'go', category: 'art', level: 'all', language: 'en', tags: ['even'], instructor_id: ID },
  ...{ owner_id: ID, price_max: 5, rating_min: 4, page: 1, page_size: 12, sort_by: 'recent', facets: true },
  status: 'published',
};

describe('what lists choose and order courses by', () => {
  it('is known to the cache', () => {
    expect(Object.keys(ALL).sort()).toEqual([...Object.keys(CourseListQuery.shape), 'owner_id'].sort());
    const decisive = [filterOf(ALL), ...Object.values(ORDERS)].flatMap((part) => Object.keys(part));
    const named = decisive.map((path) => path.split('.')[0]);
    // A list with words depends on all of a course; the counters may lag; an id never changes.
    const known = new Set<string | undefined>([...LISTED_BY, '$text', 'stats', '_id']);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    expect(named).toEqual(expect.arrayContaining(['status', 'price', 'instructor', 'published_at']));
  });
});
