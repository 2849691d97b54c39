import { EventEmitter2 } from '@nestjs/event-emitter';
import type { CacheAdminService, TieredCacheService } from '../cache/index.js';
import { EventBus, type DomainEventName, type DomainEvents } from '../events/index.js';
import { CATALOGUE } from './catalogue.js';
import { CatalogueListener } from './catalogue.listener.js';

type Invalidation = Parameters<TieredCacheService['invalidate']>[0];

const AT = 7;
const course = { courseId: 'c', writtenAt: AT };
const learner = { userId: 'u', courseId: 'c', writtenAt: AT };
const lesson = { ...learner, lessonId: 'l' };
const user = { userId: 'u', writtenAt: AT };
/** Facts of one kind outdate the same. */
const LESSON = [
  'progress:u:c',
  'user_dashboard:u',
  'analytics:course:c',
  'analytics:student:u:patterns',
  'analytics:platform:overview',
];
const COURSE = ['course:c', 'analytics:course:c', 'analytics:platform:overview'];
const ANY_FIELD = ['course/c', 'courses', 'listing', 'outline/c', 'syllabus/c'];

const FACTS: readonly (readonly [DomainEventName, object, readonly string[], readonly string[]])[] = [
  ['course.created', course, ['course:c', 'analytics:platform:overview'], ANY_FIELD],
  ['course.updated', { ...course, fields: ['title'] }, COURSE, ['course/c', 'courses', 'syllabus/c']],
  ['course.updated', { ...course, fields: ['price'] }, COURSE, ['course/c', 'courses', 'listing']],
  [
    'course.updated',
    { ...course, fields: ['sections'] },
    COURSE,
    ['course/c', 'courses', 'outline/c', 'syllabus/c'],
  ],
  ['course.updated', { ...course, fields: ['description'] }, COURSE, ['course/c', 'courses']],
  ['course.deleted', course, COURSE, ANY_FIELD],
  ['lesson.completed', lesson, LESSON, []],
  ['lesson.uncompleted', lesson, LESSON, []],
  ['lesson.watched', lesson, LESSON, []],
  ['enrollment.changed', learner, LESSON, []],
  ['review.changed', learner, ['analytics:course:c'], []],
  ['user.registered', user, ['user_session:u', 'analytics:platform:overview'], []],
  ['user.updated', user, ['user_session:u', 'user_dashboard:u', 'analytics:platform:overview'], []],
];

describe('what a fact outdates at once', () => {
  const bus = new EventBus(new EventEmitter2());
  const given: Invalidation[] = [];
  const listener = new CatalogueListener(
    bus,
    { invalidate: async (what: Invalidation) => void given.push(what) } as unknown as TieredCacheService,
    { tidy: () => undefined } as unknown as CacheAdminService,
  );

  beforeAll(() => listener.onModuleInit());
  afterAll(() => listener.onModuleDestroy());

  it.each(FACTS)('is, of %s %j, what the table names', async (name, fact, keys, tags) => {
    given.length = 0;
    await bus.announce(name, fact as DomainEvents[typeof name]);
    expect(given).toHaveLength(1);
    const [{ entries, tags: named, at }] = given as [Invalidation];
    expect(entries.map(({ key }) => key).sort()).toEqual([...keys].sort());
    expect([...new Set(named)].sort()).toEqual([...tags].sort());
    expect(at).toBe(AT);
    // The row says whether Redis keeps the value.
    for (const { row, key } of entries) expect(key.startsWith(row.prefix)).toBe(true);
  });

  it('is in the table for every fact that a row names', () => {
    const named = Object.values(CATALOGUE).flatMap(({ invalidatedBy }) => Object.keys(invalidatedBy));
    expect([...new Set(FACTS.map(([name]) => name))].sort()).toEqual([...new Set(named)].sort());
  });
});
