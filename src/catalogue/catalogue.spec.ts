import { CATALOGUE, type ListParams } from './catalogue.js';
import { SOURCES } from './sources.js';

const USER = 'a'.repeat(24);
const COURSE = 'b'.repeat(24);

describe('the catalogue', () => {
  it.each([
    [`course:${COURSE}`, CATALOGUE.course.key({ courseId: COURSE })],
    [`progress:${USER}:${COURSE}`, CATALOGUE.progress.key({ userId: USER, courseId: COURSE })],
    [`user_dashboard:${USER}`, CATALOGUE.dashboard.key({ userId: USER })],
    [`analytics:course:${COURSE}`, CATALOGUE.courseAnalytics.key({ courseId: COURSE })],
    [`analytics:student:${USER}:patterns`, CATALOGUE.studentPatterns.key({ userId: USER, tz: 'UTC' })],
    [
      `analytics:student:${USER}:patterns:Asia/Kathmandu`,
      CATALOGUE.studentPatterns.key({ userId: USER, tz: 'Asia/Kathmandu' }),
    ],
    ['analytics:platform:overview', CATALOGUE.platformOverview.key({})],
    [`user_session:${USER}`, CATALOGUE.session.key({ userId: USER })],
  ])('has the key %s', (expected, key) => {
    expect(key).toBe(expected);
  });

  it('gives one key to what is asked in another order', () => {
    const one: ListParams = { q: 'go', filters: { category: 'x', tags: ['a', 'b'] }, page: 1, page_size: 12 };
    const other: ListParams = {
      page_size: 12,
      page: 1,
      filters: { tags: ['a', 'b'], category: 'x' },
      q: 'go',
    };
    expect(CATALOGUE.courseList.key(one)).toBe(CATALOGUE.courseList.key(other));
    expect(CATALOGUE.courseList.key(one)).toMatch(/^courses_list:[0-9a-f]{40}$/);
    expect(CATALOGUE.courseList.key({ ...one, page: 2 })).not.toBe(CATALOGUE.courseList.key(one));
  });

  it.each([
    ['course', 300, 300],
    ['courseList', 120, 120],
    ['search', 120, 60],
    ['progress', 600, 600],
    ['dashboard', 300, 300],
    ['courseAnalytics', 600, 300],
    ['studentPatterns', 1_200, 600],
    ['platformOverview', 2_700, 1_350],
    ['session', 900, 60],
  ] as const)('keeps %s for %i s in Redis and %i s in memory', (row, l2, l1) => {
    expect(CATALOGUE[row].ttl).toEqual({ l1, l2 });
  });

  it('ends what names today with the day of whoever reads it', () => {
    expect(CATALOGUE.dashboard.todayIn?.({ userId: USER }, { timezone: 'Asia/Tokyo' })).toBe('Asia/Tokyo');
    expect(CATALOGUE.studentPatterns.todayIn?.({ userId: USER, tz: 'Asia/Tokyo' }, {})).toBe('Asia/Tokyo');
    expect(CATALOGUE.courseAnalytics.todayIn?.({ courseId: COURSE }, {})).toBe('UTC');
    expect(CATALOGUE.platformOverview.todayIn?.({}, {})).toBe('UTC');
  });

  it('has a prefix of its own for every row, which its keys begin with', () => {
    const prefixes = Object.values(CATALOGUE).map(({ prefix }) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    expect(CATALOGUE.search.key({ q: 'x' }).startsWith(CATALOGUE.search.prefix)).toBe(true);
  });

  it('follows a collection for every tag that a row carries', () => {
    const written = SOURCES.flatMap(({ tags }) =>
      tags(`${USER}:${COURSE}`).map((name) => name.split('/')[0]),
    );
    const carried = [
      ...CATALOGUE.course.tags({ courseId: COURSE }),
      ...CATALOGUE.courseList.tags({}),
      ...CATALOGUE.search.tags({}),
      ...CATALOGUE.progress.tags({ userId: USER, courseId: COURSE }),
      ...CATALOGUE.dashboard.tags({ userId: USER }),
      ...CATALOGUE.courseAnalytics.tags({ courseId: COURSE }),
      ...CATALOGUE.studentPatterns.tags({ userId: USER, tz: 'UTC' }),
      ...CATALOGUE.platformOverview.tags({}),
      ...CATALOGUE.session.tags({ userId: USER }),
    ];
    for (const name of carried) expect(written).toContain(name.split('/')[0]);
  });
});
