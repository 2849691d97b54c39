import { AsyncLocalStorage } from 'node:async_hooks';
import { UnavailableError } from '../../common/index.js';
import { LoadPool } from './load-pool.js';

describe('the load pool', () => {
  it('runs a bounded number at once, queues a bounded number, and refuses the rest', async () => {
    const pool = new LoadPool(() => false);
    let running = 0;
    let most = 0;
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const load = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await gate;
      running -= 1;
    };
    const all = Array.from({ length: 2_000 }, () => pool.run(load));
    const outcomes = Promise.allSettled(all);
    release();
    const rejected = (await outcomes).filter((outcome) => outcome.status === 'rejected');
    expect(most).toBe(32);
    expect(rejected).toHaveLength(2_000 - 32 - 1_024);
    expect(rejected.every(({ reason }) => reason instanceof UnavailableError)).toBe(true);
  });

  it('gives a load that loads something itself no place of its own: there may be none', async () => {
    const reading = new AsyncLocalStorage<true>();
    const pool = new LoadPool(() => reading.getStore() === true);
    const nested = Array.from({ length: 64 }, () =>
      pool.run(() => reading.run(true, () => pool.run(async () => 'inner'))),
    );
    expect(new Set(await Promise.all(nested))).toEqual(new Set(['inner']));
  });
});
