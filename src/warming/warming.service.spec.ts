import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import { parseConfig } from '../../config/index.js';
import type { CacheEngine, CacheReport, TieredCacheService } from '../cache/index.js';
import { CATALOGUE } from '../catalogue/index.js';
import { NotFoundError } from '../common/index.js';
import type { CoursesService } from '../courses/index.js';
import { RecentRead } from '../cache/recent-read.js';
import { ReadSampler } from './read-sampler.js';
import type { WarmingLease } from './warming-lease.js';
import { WarmingService } from './warming.service.js';

const SAMPLE = 20;
const MINUTE = 60_000;
const COURSES = ['a', 'b', 'c'].map((digit) => digit.repeat(24));

function prepare() {
  const recent = new RecentRead();
  const cache = {
    getOrLoad: async (...[row, params]: Parameters<TieredCacheService['getOrLoad']>) => {
      recent.note(row, params);
      await new Promise((resolve) => setTimeout(resolve, SAMPLE));
      throw new NotFoundError('There is nothing.');
    },
  } as unknown as TieredCacheService;
  const sampler = new ReadSampler(
    { recent } as unknown as CacheEngine,
    parseConfig({ MONGO_URI: 'mongodb://localhost/x', JWT_SECRET: '0123456789abcdef' }),
  );
  const courses = { listTop: () => Promise.resolve([]) } as unknown as CoursesService;
  const lease = { isHeld: true } as WarmingLease;
  const warming = new WarmingService(cache, courses, sampler, lease, {
    contribute: () => undefined,
  } as unknown as CacheReport);
  const run = async () => {
    const report = warming.run();
    await jest.advanceTimersByTimeAsync(50 * SAMPLE);
    return report;
  };
  return { recent, sampler, run };
}

describe('what warming has learned', () => {
  let now = 0;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['performance'] });
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('is forgotten an hour after anybody but warming itself has read it', async () => {
    const { recent, sampler, run } = prepare();
    sampler.onApplicationBootstrap();
    for (const courseId of [...COURSES, ...COURSES]) {
      recent.note(CATALOGUE.course, { courseId });
      await jest.advanceTimersByTimeAsync(SAMPLE);
    }
    for (let minute = 0; minute < 60; minute += 1) {
      expect((await run()).learned).toBe(COURSES.length);
      now += MINUTE;
    }
    now += MINUTE;
    expect((await run()).learned).toBe(0);
    sampler.onModuleDestroy();
  });
});
