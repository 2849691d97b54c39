import { Types } from 'mongoose';
import { CATALOGUE } from '../../src/catalogue/index.js';
import { CourseListRepository } from '../../src/courses/course-list.repository.js';
import { normaliseCourseList, type Course } from '../../src/courses/index.js';
import type { CoursePageBody } from '../../src/courses/dto/course-bodies.dto.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { logIsRead } from '../support/cache-probe.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';

const COURSES = 3_000;
const CATEGORIES = ['art', 'biology', 'chemistry', 'design', 'economics'];
const LEVELS = ['beginner', 'intermediate', 'advanced', 'all'] as const;
const LANGUAGES = ['en', 'de', 'pt-BR'];

describe('the list of courses', () => {
  let app: TestApp;
  let author: Person;
  let courses: Course[];

  beforeAll(async () => {
    app = await startTestApp('course-list');
    author = await createInstructor(app);
    courses = Array.from({ length: COURSES }, (_, index) => generate(index, author.id));
    await app.connection.collection<Course>('courses').insertMany(courses);
    await logIsRead(app);
  });
  afterAll(() => app?.stop());

  const list = async (query: string) => {
    const { status, body } = await app.client.get<CoursePageBody>(`/courses${query}`);
    expect(status).toBe(200);
    return body;
  };
  const ids = (page: CoursePageBody) => page.items.map(({ id }) => id);
  const published = () => courses.filter(({ status }) => status === 'published');

  it('is a page of twelve, the newest first, without descriptions and outlines', async () => {
    const page = await list('');
    expect(page).toMatchObject({ page: 1, page_size: 12, total: published().length });
    expect(page.total_pages).toBe(Math.ceil(published().length / 12));
    expect(page.items).toHaveLength(12);
    expect(page).not.toHaveProperty('facets');
    for (const item of page.items) {
      expect(item).not.toHaveProperty('description');
      expect(item).not.toHaveProperty('sections');
    }
    expect(ids(page)).toEqual(ids(await list('?page=1&page_size=12&sort_by=recent&facets=false')));
  });

  const ORDERS = {
    recent: ({ published_at }: Course) => published_at?.getTime() ?? 0,
    popular: ({ stats }: Course) => stats.enrollments,
    top_rated: ({ stats }: Course) => stats.rating_score,
  };

  it.each(Object.entries(ORDERS))('is sorted by %s, equals in one stable order', async (sort_by, keyOf) => {
    const expected = published()
      .sort((a, b) => keyOf(b) - keyOf(a) || compareIds(b, a))
      .map(({ _id }) => _id.toHexString());
    const found: string[] = [];
    for (const page of [1, 2, 3])
      found.push(...ids(await list(`?sort_by=${sort_by}&page_size=100&page=${page}`)));
    expect(found).toEqual(expected.slice(0, 300));
  });

  it.each([
    ['category=art', ({ category }: Course) => category === 'art'],
    ['level=beginner', ({ level }: Course) => level === 'beginner'],
    ['language=pt-br', ({ language }: Course) => language === 'pt-BR'],
    ['tags=even', ({ tags }: Course) => tags.includes('even')],
    ['tags=even&tags=third', ({ tags }: Course) => tags.includes('even') && tags.includes('third')],
    ['price_max=20', ({ price }: Course) => price <= 20],
    ['rating_min=4.5', ({ stats }: Course) => stats.rating_average >= 4.5],
    [
      'category=design&level=advanced&price_max=50',
      ({ category, level, price }: Course) => category === 'design' && level === 'advanced' && price <= 50,
    ],
    ['q=quantum', ({ title }: Course) => title.includes('Quantum')],
  ])('is filtered by %s', async (query, fits) => {
    const expected = published().filter(fits);
    expect(expected.length).toBeGreaterThan(0);
    const page = await list(`?${query}&page_size=100`);
    expect(page.total).toBe(expected.length);
    const wanted = new Set(expected.map(({ _id }) => _id.toHexString()));
    const shown = ids(page).filter((id) => wanted.has(id));
    expect(new Set(shown).size).toBe(Math.min(expected.length, 100));
    expect(ids(page)).toEqual(shown);
  });

  it('is filtered by instructor', async () => {
    const other = new Types.ObjectId().toHexString();
    expect((await list(`?instructor_id=${author.id}`)).total).toBe(published().length);
    expect((await list(`?instructor_id=${other}`)).total).toBe(0);
  });

  it('counts facets over everything that the filters match', async () => {
    const { facets, total } = await list('?facets=true&level=beginner&page_size=1');
    const expected = published().filter(({ level }) => level === 'beginner');
    expect(facets?.level).toEqual([{ value: 'beginner', count: total }]);
    const counted = (values: readonly string[], valueOf: (course: Course) => string) =>
      values.map((value) => ({
        value,
        count: expected.filter((course) => valueOf(course) === value).length,
      }));
    const byValue = (a: { value: string }, b: { value: string }) => (a.value < b.value ? -1 : 1);
    expect(facets?.category?.toSorted(byValue)).toEqual(counted(CATEGORIES, ({ category }) => category));
    expect(facets?.language?.toSorted(byValue)).toEqual(
      counted(LANGUAGES.toSorted(), ({ language }) => language),
    );
  });

  it('is empty past the end', async () => {
    expect(await list('?page=9999')).toMatchObject({ items: [], page: 9999, total: published().length });
  });

  it.each([
    'page=0',
    'page=x',
    'page_size=101',
    'page_size=0',
    'sort_by=price',
    'facets=maybe',
    'price_max=-1',
    'price_max=',
    'rating_min=6',
    'level=expert',
    'language=nope!',
    'instructor_id=1',
    'category=',
    'page=1&page=2',
    'category=a&category=b',
    'unknown=1',
    'status=deleted',
    `q=${'x'.repeat(201)}`,
    'category[$ne]=art',
  ])('refuses %s', async (query) => {
    const answer = await app.client.get(`/courses?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('has one cache key for every spelling of one question', () => {
    const keyOf = (query: object) => CATALOGUE.courseList.key(normaliseCourseList(query));
    expect(keyOf({ tags: ['b', 'a', 'b'], category: 'art' })).toBe(
      keyOf({ category: 'art', tags: ['a', 'b'] }),
    );
    expect(keyOf({ tags: 'a' })).toBe(keyOf({ tags: ['a', 'a'] }));
    expect(keyOf({ page: '1', page_size: '12', sort_by: 'recent', facets: 'false' })).toBe(keyOf({}));
    expect(keyOf({ q: ' Quantum  Physics ' })).toBe(keyOf({ q: 'quantum physics' }));
    expect(keyOf({ q: ' ' })).toBe(keyOf({}));
    expect(keyOf({ price_max: '20.0' })).toBe(keyOf({ price_max: '20' }));
    expect(keyOf({ language: 'PT-br' })).toBe(keyOf({ language: 'pt-BR' }));
    expect(keyOf({ page: '2' })).not.toBe(keyOf({}));
    expect(keyOf({ tags: 'a' })).not.toBe(keyOf({ tags: 'b' }));
  });

  describe.each(['recent', 'popular', 'top_rated'])('by %s', (sort_by) => {
    it.each([
      ['without a category', {}],
      ['in a category', { category: 'biology' }],
    ])('%s is read off an index: no collection scan, no sort in memory', async (_, filter) => {
      const repository = app.app.get(CourseListRepository, { strict: false });
      const plan = await repository.explainPage(normaliseCourseList({ sort_by, ...filter }));
      const stages = stagesOf(plan);
      expect(stages).toContain('IXSCAN');
      expect(stages).not.toContain('COLLSCAN');
      expect(stages).not.toContain('SORT');
      const stats = (plan as { executionStats: { totalDocsExamined: number; nReturned: number } })
        .executionStats;
      expect(stats.nReturned).toBe(12);
      expect(stats.totalDocsExamined).toBe(12);
    });
  });

  describe('of drafts and archived courses', () => {
    it('is for whoever is signed in', async () => {
      expect((await app.client.get('/courses?status=draft')).status).toBe(401);
      expect((await app.client.get('/courses?status=archived')).status).toBe(401);
    });

    it('shows one’s own, an admin all, and is not cached', async () => {
      const other = await createInstructor(app);
      const admin = await createAdmin(app);
      const student = await createStudent(app);
      const mine = await other.client.post<{ id: string }>('/courses', { title: 'Mine alone' });
      const drafts = async (person: Person) => {
        const answer = await person.client.get<CoursePageBody>('/courses?status=draft&page_size=100');
        expect(answer.status).toBe(200);
        expect(answer.headers.get('cache-control')).toBe('private, no-store');
        return answer.body;
      };
      const own = courses.filter(({ status }) => status === 'draft').length;
      expect(ids(await drafts(other))).toEqual([mine.body.id]);
      expect((await drafts(author)).total).toBe(own);
      expect((await drafts(admin)).total).toBe(own + 1);
      expect((await drafts(student)).total).toBe(0);
      await other.client.patch(`/courses/${mine.body.id}`, { title: 'Changed' });
      expect((await drafts(other)).items[0]?.title).toBe('Changed');
      await other.client.post(`/courses/${mine.body.id}/archive`);
      expect((await drafts(other)).total).toBe(0);
      const archived = await other.client.get<CoursePageBody>('/courses?status=archived');
      expect(ids(archived.body)).toEqual([mine.body.id]);
    });

    it('says the default aloud', async () => {
      expect(ids(await list('?status=published'))).toEqual(ids(await list('')));
    });
  });
});

function compareIds(a: Course, b: Course): number {
  return a._id.toHexString() < b._id.toHexString() ? -1 : 1;
}

/** A course whose every figure follows from its number, with many ties. */
function generate(index: number, instructorId: string): Course {
  const at = new Date(Date.UTC(2024, 0, 1 + (index % 300)));
  const status = index % 10 === 9 ? 'draft' : 'published';
  return {
    _id: new Types.ObjectId(),
    title: index % 7 === 0 ? `Quantum course ${index}` : `Course ${index}`,
    slug: `course-${index}`,
    summary: '',
    description: 'x'.repeat(200),
    category: CATEGORIES[index % CATEGORIES.length] ?? '',
    level: LEVELS[index % LEVELS.length] ?? 'all',
    language: LANGUAGES[index % LANGUAGES.length] ?? 'en',
    tags: [...(index % 2 === 0 ? ['even'] : []), ...(index % 3 === 0 ? ['third'] : [])],
    price: index % 100,
    status,
    instructor: { id: new Types.ObjectId(instructorId), display_name: 'Author' },
    version: 1,
    sections: [],
    stats: {
      enrollments: (index * 37) % 50,
      completions: 0,
      rating_sum: 0,
      rating_count: 1,
      rating_histogram: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 },
      rating_average: (index % 11) / 2,
      rating_score: (index % 13) / 3,
    },
    name_words: [],
    published_at: status === 'published' ? at : null,
    created_at: at,
    updated_at: at,
  };
}

/** The names of all stages in an explained plan, rejected plans left out. */
function stagesOf(plan: unknown): string[] {
  if (Array.isArray(plan)) return plan.flatMap(stagesOf);
  if (typeof plan !== 'object' || plan === null) return [];
  const { stage, rejectedPlans: _, ...rest } = plan as Record<string, unknown>;
  return [...(typeof stage === 'string' ? [stage] : []), ...Object.values(rest).flatMap(stagesOf)];
}
