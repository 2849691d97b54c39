import { jest } from '@jest/globals';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { FakeRuntime } from '../../test/support/fake-runtime.js';
import { CacheAdminService } from '../cache/cache-admin.service.js';
import type { CacheEngine } from '../cache/index.js';
import { Floors } from '../cache/coherence/floors.js';
import { TieredCacheService } from '../cache/tiered-cache.service.js';
import { slotsOf } from '../cache/tiers/entry.js';
import { MemoryTier } from '../cache/tiers/memory-tier.js';
import { EventBus } from '../events/index.js';
import { CATALOGUE, tag } from './index.js';
import { CatalogueListener } from './catalogue.listener.js';

const SWEPT_MS = 2_500;
const SHOWN = 'a'.repeat(24);
const OTHER = 'b'.repeat(24);

describe('after an edit', () => {
  const list = CATALOGUE.courseList.key({ page: 1 });
  const search = CATALOGUE.search.key({ q: 'logic' });
  const isSwept = (entry: string) => /^(?:courses_list|search):/.test(entry);
  let memory: MemoryTier;
  let outdated: string[];
  let bus: EventBus;
  let listener: CatalogueListener;
  let keep: (row: 'courseList' | 'search', key: string, stamp: number) => void;

  beforeEach(() => {
    jest.useFakeTimers();
    memory = new MemoryTier(new FakeRuntime(), 1 << 20);
    outdated = [];
    const remote = {
      scan: (prefix: string) => Promise.resolve({ keys: [`${prefix}1`], cursor: '0' }),
      invalidate: (entries: readonly { key: string }[], at: number) =>
        Promise.resolve(void outdated.push(...entries.map(({ key }) => `${key}@${at}`))),
    };
    const floors = new Floors(1_024);
    const engine = { memory, floors, remote } as unknown as CacheEngine;
    keep = (name, key, stamp) => {
      const row = CATALOGUE[name] as never;
      const tags = name === 'search' ? [tag.courses] : [tag.listing, tag.course(SHOWN)];
      const slots = slotsOf(floors, row, key, tags);
      const body = Buffer.from('{}');
      const ends = { expiresAt: 1e9, remoteExpiresAt: 1e9, failedRefreshes: 0, noRefreshBefore: 0 };
      const entry = { key, kind: '', body, etag: '', stamp, readAt: stamp, tags, meta: {}, loadMs: 1 };
      memory.set({ ...entry, ...ends, row, slots });
    };
    bus = new EventBus(new EventEmitter2());
    const admin = new CacheAdminService(engine, { rows: [], sources: [] });
    listener = new CatalogueListener(bus, new TieredCacheService(engine), admin);
    listener.onModuleInit();
  });
  afterEach(() => {
    listener.onModuleDestroy();
    jest.useRealTimers();
  });

  const edit = (fields: readonly string[], writtenAt = 100) =>
    bus.announce('course.updated', { courseId: OTHER, fields, writtenAt });

  it('of a text, lists that stay good stay, and searches are swept', async () => {
    keep('courseList', list, 50);
    keep('search', search, 50);
    await edit(['summary']);
    await jest.advanceTimersByTimeAsync(SWEPT_MS);
    expect([memory.get(list)?.stamp, memory.get(search)?.stamp]).toEqual([50, undefined]);
    expect(outdated.filter(isSwept)).toEqual(['search:1@100']);
  });

  it('of what lists choose by, they are swept, once for all edits of a while', async () => {
    keep('courseList', list, 50);
    await edit(['price'], 100);
    await edit(['price'], 110);
    await jest.advanceTimersByTimeAsync(SWEPT_MS);
    expect(memory.get(list)).toBeUndefined();
    expect(outdated.filter(isSwept)).toEqual(['courses_list:1@110', 'search:1@110']);
  });

  it('what was loaded since stays', async () => {
    await edit(['price']);
    keep('courseList', list, 100);
    await jest.advanceTimersByTimeAsync(SWEPT_MS);
    expect(memory.get(list)?.stamp).toBe(100);
  });
});
