import { FakeRuntime, settle } from '../../../test/support/fake-runtime.js';
import { NotFoundError } from '../../common/index.js';
import { CacheStats } from '../cache-stats.js';
import { Floors } from '../coherence/floors.js';
import { Judge } from '../coherence/judge.js';
import { Proof } from '../coherence/proof.js';
import { defineCache } from '../define-cache.js';
import { MemoryTier } from '../tiers/memory-tier.js';
import { NoRemoteTier } from '../tiers/no-remote-tier.js';
import { Fetcher } from './fetcher.js';
import { LoadPool } from './load-pool.js';
import { Loader } from './loader.js';

const STAMP = 100;
const ROW = defineCache<{ id: string }, object>({
  kind: 'thing',
  namespace: 'things',
  prefix: 'thing:',
  key: ({ id }) => `thing:${id}`,
  tags: () => [],
});

/** Grants every lease, and notes what it is told of it. */
class LendingTier extends NoRemoteTier {
  readonly told: string[] = [];

  override async look() {
    return { kind: 'none' } as const;
  }
  override async getOrLease() {
    return { kind: 'lease' } as const;
  }
  override async fill() {
    this.told.push('fill');
    return 'filled' as const;
  }
  override async release() {
    this.told.push('release');
  }
}

function fetcherOver(load: () => Promise<object>) {
  const runtime = new FakeRuntime();
  const remote = new LendingTier();
  const stats = new CacheStats();
  const floors = new Floors(64);
  const proof = new Proof(runtime, 2_000);
  proof.noteSent(1);
  proof.noteAcknowledged(1, STAMP);
  const snapshots = {
    isReading: false,
    read: async <T>(work: () => Promise<T>) => ({ value: await work(), stamp: STAMP, readAt: STAMP }),
  };
  const loader = new Loader(snapshots, new LoadPool(() => false), runtime, stats);
  loader.provide(ROW, load);
  const judge = new Judge(floors, proof);
  const memory = new MemoryTier(runtime, 65_536);
  const shared = { memory, remote, loader, judge, floors, runtime, stats };
  const fetcher = new Fetcher({ ...shared, epoch: () => 'epoch', defaultTtlSeconds: 60 });
  const fetch = () =>
    fetcher.fetch({ row: ROW, params: { id: 'a' }, key: 'thing:a', notBefore: 0, newerThan: 0 });
  return { fetch, told: remote.told, runtime, floors };
}

describe('a load under a lease', () => {
  it('answers before it tells Redis: neither sealing nor sending keeps a reader waiting', async () => {
    const { fetch, told, runtime } = fetcherOver(async () => ({ title: 'Birds' }));
    const landed = await fetch();
    await settle();
    expect(landed).toMatchObject({ kind: 'value', from: 'load', stored: true });
    expect(told).toEqual([]);
    await runtime.advance(0);
    expect(told).toEqual(['fill']);
  });

  it('gives the lease back when a write came meanwhile, where there is nothing, and where loading failed', async () => {
    const outdated = fetcherOver(async () => {
      outdated.floors.raise('thing:a', STAMP + 1);
      return { title: 'Birds' };
    });
    expect(await outdated.fetch()).toMatchObject({ kind: 'value', stored: false });
    const absent = fetcherOver(async () => Promise.reject(new NotFoundError('no such thing')));
    expect(await absent.fetch()).toMatchObject({ kind: 'absent' });
    const failing = fetcherOver(async () => Promise.reject(new Error('lost')));
    await expect(failing.fetch()).rejects.toThrow('lost');
    for (const { told } of [outdated, absent, failing]) expect(told).toEqual(['release']);
  });
});
