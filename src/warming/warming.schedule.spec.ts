import { jest } from '@jest/globals';
import { parseConfig } from '../../config/index.js';
import { Startup } from './startup.js';
import { WarmingSchedule } from './warming.schedule.js';
import type { WarmingLease } from './warming-lease.js';
import type { WarmingService } from './warming.service.js';

const config = (CACHE: string) =>
  parseConfig({ MONGO_URI: 'mongodb://localhost/x', JWT_SECRET: '0123456789abcdef', CACHE });

function prepare(run: () => Promise<unknown>, cache = 'on') {
  const startup = new Startup();
  const runs = jest.fn(run);
  const warming = { run: runs } as unknown as WarmingService;
  const lease = { acquire: () => Promise.resolve(true) } as unknown as WarmingLease;
  const start = new WarmingSchedule(warming, lease, startup, config(cache));
  return { start, startup, runs };
}

describe('the start', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is over once the caches are warm', async () => {
    let finish = (): void => undefined;
    const { start, startup } = prepare(() => new Promise<void>((resolve) => (finish = resolve)));
    start.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(100);
    expect(startup.isDone).toBe(false);
    finish();
    await startup.finished;
    expect(startup.isDone).toBe(true);
  });

  it('waits five seconds for them and no longer', async () => {
    const { start, startup } = prepare(() => new Promise(() => undefined));
    start.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(4_999);
    expect(startup.isDone).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(startup.isDone).toBe(true);
  });

  it('is over at once where the cache is off', async () => {
    const { start, startup, runs } = prepare(() => Promise.resolve(), 'off');
    start.onApplicationBootstrap();
    await startup.finished;
    expect(runs).not.toHaveBeenCalled();
  });
});
