import { FakeRuntime } from '../../../test/support/fake-runtime.js';
import { UnavailableError } from '../../common/index.js';
import { CacheStats } from '../cache-stats.js';
import { defineCache } from '../define-cache.js';
import { LoadPool } from './load-pool.js';
import { Loader } from './loader.js';

const ROW = defineCache<{ id: number }, object>({
  kind: 'thing',
  namespace: 'things',
  prefix: 'thing:',
  key: ({ id }) => `thing:${id}`,
  tags: () => [],
});
/** More than there are places, by many. */
const MANY = 400;

describe('a load', () => {
  function loaderOver(load: () => Promise<object>) {
    const runtime = new FakeRuntime();
    const snapshots = {
      isReading: false,
      read: async <T>(work: () => Promise<T>) => ({ value: await work(), stamp: 1, readAt: 1 }),
    };
    const loader = new Loader(snapshots, new LoadPool(() => false), runtime, new CacheStats());
    let asked = 0;
    loader.provide(ROW, () => {
      asked += 1;
      return load();
    });
    return { loader, runtime, asked: () => asked };
  }

  it('is given up 8 s after it was asked for, whether it had a place or waited for one', async () => {
    const { loader, runtime } = loaderOver(() => new Promise(() => {}));
    const ends: number[] = [];
    const errors: unknown[] = [];
    for (let id = 0; id < MANY; id += 1) {
      void loader.load(ROW, { id }).catch((error: unknown) => {
        ends.push(runtime.now());
        errors.push(error);
      });
    }
    await runtime.advance(7_999);
    expect(ends).toEqual([]);
    await runtime.advance(1);
    expect(ends).toEqual(Array.from({ length: MANY }, () => 8_000));
    expect(errors.every((error) => error instanceof UnavailableError)).toBe(true);
    expect(runtime.pending).toBe(0);
  });

  it('does not begin when its place comes too late, or when nothing could be proved by then', async () => {
    let release = (): void => {};
    const hanging = new Promise<object>((resolve) => (release = () => resolve({})));
    const { loader, runtime, asked } = loaderOver(() => hanging);
    const outcomes: Promise<unknown>[] = [];
    const load = (isOfUse?: () => boolean): void =>
      void outcomes.push(loader.load(ROW, { id: outcomes.length }, isOfUse).catch((error: unknown) => error));
    for (let id = 0; id < MANY; id += 1) load();
    await runtime.advance(8_000);
    const begun = asked();
    load(() => false);
    load();
    release();
    const [useless, last] = (await Promise.all(outcomes)).slice(-2);
    expect(useless).toBeInstanceOf(UnavailableError);
    expect(last).toMatchObject({ kind: 'value' });
    expect(asked()).toBe(begun + 1);
  });
});
