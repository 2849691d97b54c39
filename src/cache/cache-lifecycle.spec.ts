import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { CacheEngine } from './cache-engine.js';
import { CacheLifecycle } from './cache-lifecycle.js';
import { CacheStats } from './cache-stats.js';

describe('what is told of MongoDB’s log', () => {
  let told: string[];
  beforeEach(() => {
    jest.useFakeTimers();
    told = [];
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => void told.push(String(line)));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('is that it cannot be followed, and that it is again, once each', async () => {
    let isCurrent = true;
    const engine = {
      enabled: true,
      remote: { fault: null },
      stats: new CacheStats(),
      proof: { isCurrent: () => isCurrent },
      tail: { checkSilence: () => undefined },
      start: () => Promise.resolve(),
      stop: () => Promise.resolve(),
    };
    const lifecycle = new CacheLifecycle(engine as unknown as CacheEngine);
    await lifecycle.onModuleInit();
    await jest.advanceTimersByTimeAsync(3_000);
    expect(told).toEqual([]);
    isCurrent = false;
    await jest.advanceTimersByTimeAsync(3_000);
    expect(told).toEqual([expect.stringContaining('cannot be followed')]);
    isCurrent = true;
    await jest.advanceTimersByTimeAsync(3_000);
    expect(told.slice(1)).toEqual(['MongoDB’s log is followed again']);
    await lifecycle.onApplicationShutdown();
  });
});
