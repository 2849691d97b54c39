import { FakeRuntime, settle } from '../../../test/support/fake-runtime.js';
import { NotFoundError } from '../../common/index.js';
import { CacheStats } from '../cache-stats.js';
import { Floors } from '../coherence/floors.js';
import { Judge } from '../coherence/judge.js';
import { Proof } from '../coherence/proof.js';
import { defineCache } from '../define-cache.js';
import { encodeEntry } from '../tiers/entry.js';
import { sealEntry } from '../tiers/envelope.js';
import { MemoryTier } from '../tiers/memory-tier.js';
import { NoRemoteTier } from '../tiers/no-remote-tier.js';
import { LEASE_MS, type FillResult, type RemoteRead } from '../tiers/remote-tier.port.js';
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
  todayIn: () => 'UTC',
});

/** Grants every lease, and notes what it is told of it. */
class LendingTier extends NoRemoteTier {
  readonly told: string[] = [];

  override async look(): Promise<RemoteRead> {
    return { kind: 'none' };
  }
  override async getOrLease(): Promise<RemoteRead> {
    return { kind: 'lease' };
  }
  override async fill(): Promise<FillResult> {
    this.told.push('fill');
    return 'filled';
  }
  override async release() {
    this.told.push('release');
  }
}

/** The guard says 9…9, so the script takes what is stored for new enough, whatever it is asked for. */
class DamagedTier extends LendingTier {
  asked = 0;
  deleted = 0;

  constructor(
    private readonly value: Buffer,
    private readonly heals: boolean,
  ) {
    super();
  }
  override async look(): Promise<RemoteRead> {
    return { kind: 'value', value: this.value };
  }
  override async getOrLease(): Promise<RemoteRead> {
    this.asked += 1;
    if (this.asked > 1_000) throw new Error('without end');
    if (this.heals && this.deleted > 0) return { kind: 'lease' };
    return { kind: 'value', value: this.value };
  }
  override async delete() {
    this.deleted += 1;
    return true;
  }
}

/** What was loaded as of `stamp`. */
const loadedAt = (stamp: number) =>
  encodeEntry(ROW, { id: 'a' }, { value: { title: 'Old' }, stamp, readAt: stamp, loadMs: 1 });

/** Has an entry that ends then, in seconds of the cluster’s clock, until another is filled in its place. */
class HoldingTier extends LendingTier {
  looks = 0;

  constructor(private readonly endsAt: number) {
    super();
  }
  override async look(): Promise<RemoteRead> {
    this.looks += 1;
    return { kind: 'value', value: sealEntry(loadedAt(STAMP), 'epoch', this.endsAt) };
  }
}

function fetcherOver<R extends LendingTier>(load: () => Promise<object>, remote: R) {
  const runtime = new FakeRuntime();
  const stats = new CacheStats();
  const floors = new Floors(64);
  const proof = new Proof(runtime, 10_000);
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
  return { fetch, told: remote.told, runtime, floors, remote, memory, stats };
}

describe('a load under a lease', () => {
  it('answers before it tells Redis: neither sealing nor sending keeps a reader waiting', async () => {
    const { fetch, told, runtime } = fetcherOver(async () => ({ title: 'Birds' }), new LendingTier());
    const landed = await fetch();
    await settle();
    expect(landed).toMatchObject({ kind: 'value', from: 'load', stored: true });
    expect(told).toEqual([]);
    await runtime.advance(0);
    expect(told).toEqual(['fill']);
  });

  it('that outlasts the lease is filled in under another one, unless a write came; one that was lost before is not', async () => {
    class LosingTier extends LendingTier {
      override async fill(): Promise<FillResult> {
        await super.fill();
        return this.told.length === 1 ? 'lost' : 'filled';
      }
    }
    const lent = (milliseconds: number) => {
      const load = async () => {
        await lending.runtime.advance(milliseconds);
        return { title: 'Birds' };
      };
      const lending = fetcherOver(load, new LosingTier());
      return lending;
    };
    const [slow, overtaken, flushed] = [lent(LEASE_MS), lent(LEASE_MS), lent(LEASE_MS - 1)];
    await Promise.all([slow.fetch(), overtaken.fetch(), flushed.fetch()]);
    overtaken.floors.raise('thing:a', STAMP + 1);
    await Promise.all([slow, overtaken, flushed].map(({ runtime }) => runtime.advance(0)));
    expect(slow).toMatchObject({ told: ['fill', 'fill'], stats: { counts: { fills: 1, refusals: 1 } } });
    for (const { told, stats } of [overtaken, flushed]) {
      expect(told).toEqual(['fill']);
      expect(stats.counts).toMatchObject({ fills: 0, refusals: 1 });
    }
  });

  it('gives the lease back when a write came meanwhile, where there is nothing, and where loading failed', async () => {
    const outdated = fetcherOver(async () => {
      outdated.floors.raise('thing:a', STAMP + 1);
      return { title: 'Birds' };
    }, new LendingTier());
    expect(await outdated.fetch()).toMatchObject({ kind: 'value', stored: false });
    const absent = fetcherOver(
      async () => Promise.reject(new NotFoundError('no such thing')),
      new LendingTier(),
    );
    expect(await absent.fetch()).toMatchObject({ kind: 'absent' });
    const failing = fetcherOver(async () => Promise.reject(new Error('lost')), new LendingTier());
    await expect(failing.fetch()).rejects.toThrow('lost');
    for (const { told } of [outdated, absent, failing]) expect(told).toEqual(['release']);
  });
});

describe('an entry whose guard says more than it holds', () => {
  it.each([
    ['is dropped, and loaded under a lease', true, 2, ['fill']],
    ['is loaded without one where it comes again', false, 4, []],
  ] as const)('%s', async (_, heals, asked, told) => {
    const remote = new DamagedTier(sealEntry(loadedAt(5), 'epoch', 60), heals);
    const { fetch, floors, stats, runtime } = fetcherOver(async () => ({ title: 'New' }), remote);
    floors.raise('thing:a', 50);
    const landed = await fetch();
    await runtime.advance(0);
    expect(landed).toMatchObject({ kind: 'value', from: 'load', stored: true });
    expect(remote).toMatchObject({ asked, told });
    expect(stats.counts.corrupted).toBe(remote.deleted);
  });
});

describe('what somebody else is loading', () => {
  /** Lends nothing: others have the lease, one after another or one for long. */
  class LentTier extends LendingTier {
    asked = 0;

    constructor(private readonly turns: boolean) {
      super();
    }
    override async getOrLease(): Promise<RemoteRead> {
      this.asked += 1;
      return { kind: 'busy', until: this.turns ? 3_000 + this.asked : 3_000 };
    }
  }

  it('is loaded here too once one lease has followed another: under steady writes that would not end', async () => {
    const remote = new LentTier(true);
    const { fetch, runtime, memory } = fetcherOver(async () => ({ title: 'New' }), remote);
    const landed = fetch();
    await runtime.advance(50);
    expect(memory.size).toBe(1);
    expect(await landed).toMatchObject({ from: 'load', stored: true });
    expect(remote.asked).toBe(5);
  });

  it('is asked for ever more rarely while one load takes long, and loaded here too after three seconds', async () => {
    const remote = new LentTier(false);
    const { fetch, runtime, memory } = fetcherOver(async () => ({ title: 'New' }), remote);
    const landed = fetch();
    await runtime.advance(2_999);
    expect(memory.size).toBe(0);
    await runtime.advance(65);
    expect(await landed).toMatchObject({ from: 'load', stored: true });
    expect(remote.asked).toBeLessThan(60);
  });
});

describe('an entry that is about to end in Redis', () => {
  const NEARLY_OVER = 1;

  it('is loaded again, under a lease, rather than looked up by every reader', async () => {
    const remote = new HoldingTier(NEARLY_OVER);
    const { fetch, told, runtime } = fetcherOver(async () => ({ title: 'New' }), remote);
    expect(await fetch()).toMatchObject({ kind: 'value', from: 'load', stored: true });
    await runtime.advance(0);
    expect(told).toEqual(['fill']);
    expect(await fetch()).toMatchObject({ from: 'l1' });
    expect(remote.looks).toBe(1);
  });

  it('is kept in memory for as long as that cannot be', async () => {
    const remote = new HoldingTier(NEARLY_OVER + 1);
    const { fetch, runtime } = fetcherOver(async () => ({ title: 'New' }), remote);
    expect(await fetch()).toMatchObject({ from: 'l2' });
    await runtime.advance(999);
    expect(await fetch()).toMatchObject({ from: 'l1' });
    await runtime.advance(1);
    expect(await fetch()).toMatchObject({ from: 'load' });
  });
});

describe('while no beat of the last seconds proves anything', () => {
  it('nobody goes to Redis for what could not be served', async () => {
    const asked: string[] = [];
    class AskedTier extends LendingTier {
      override async look(): Promise<RemoteRead> {
        asked.push('look');
        return { kind: 'none' };
      }
      override async getOrLease(): Promise<RemoteRead> {
        asked.push('getOrLease');
        return { kind: 'lease' };
      }
    }
    const { fetch, told, runtime } = fetcherOver(async () => ({ title: 'New' }), new AskedTier());
    await runtime.advance(10_001);
    await expect(fetch()).rejects.toThrow('The database cannot be reached.');
    expect([...asked, ...told]).toEqual([]);
  });
});

describe('what names today', () => {
  it('is returned and not stored where midnight came while it was loaded', async () => {
    let comeMidnight = (): void => {};
    const { fetch, told, runtime, memory } = fetcherOver(async () => {
      comeMidnight();
      return { today: 'yesterday' };
    }, new LendingTier());
    runtime.wall = Date.UTC(2026, 0, 2) - 10;
    comeMidnight = () => void (runtime.wall += 20);
    expect(await fetch()).toMatchObject({ kind: 'value', stored: false });
    expect(memory.get('thing:a')).toBeUndefined();
    expect(told).toEqual(['release']);
  });
});

describe('what names today and was found in Redis', () => {
  it('ends with that day, though the cluster’s clock stands still', async () => {
    const { fetch, runtime, memory } = fetcherOver(async () => ({ title: 'New' }), new HoldingTier(600));
    runtime.wall = Date.UTC(2026, 0, 1, 23, 59, 59);
    expect(await fetch()).toMatchObject({ from: 'l2' });
    await runtime.advance(999);
    expect(memory.get('thing:a')).toBeDefined();
    await runtime.advance(1);
    expect(memory.get('thing:a')).toBeUndefined();
  });
});

describe('what Redis held', () => {
  it('is kept in memory until its own end, less the grain of the cluster’s clock, not for a time of its own', async () => {
    const { fetch, runtime, memory } = fetcherOver(
      () => Promise.reject(new Error('not to be loaded')),
      new HoldingTier(11),
    );
    expect(await fetch()).toMatchObject({ kind: 'value', from: 'l2' });
    expect(memory.get('thing:a')).toMatchObject({ expiresAt: 10_000, remoteExpiresAt: 10_000 });
    await runtime.advance(10_000);
    expect(memory.get('thing:a')).toBeUndefined();
  });
});
