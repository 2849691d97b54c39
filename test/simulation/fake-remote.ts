import type { LogTime } from '../../src/database/index.js';
import { LEASE_MS } from '../../src/cache/tiers/remote-tier.port.js';
import type {
  Fill,
  FillResult,
  LeaseRequest,
  RemoteRead,
  RemoteTier,
} from '../../src/cache/tiers/remote-tier.port.js';
import type { Chance } from './chance.js';
import type { Host, VirtualTime } from './virtual-time.js';

/** One entry as the scripts keep it: guard and value, and when it ends. */
interface Held {
  readonly value?: { readonly sealed: Buffer; readonly stamp: LogTime };
  readonly floor: LogTime;
  readonly lease?: { readonly token: string; readonly until: number };
  readonly endsAt: number;
}

/** Redis: the four Lua steps in TypeScript, held against the real ones by a spec. Entries are replaced, never changed. */
export class FakeRedis {
  entries = new Map<string, Held>();
  /** Nobody answers. */
  down = false;
  /** Whether a command that was carried out may be answered too late. */
  slow = false;

  constructor(private readonly clock: () => number) {}

  look(key: string): RemoteRead {
    const value = this.find(key)?.value;
    return value ? { kind: 'value', value: value.sealed } : { kind: 'none' };
  }

  getOrLease(key: string, { token, leastStamp, acceptsBelowFloor }: LeaseRequest): RemoteRead {
    const now = this.clock();
    const held = this.find(key);
    const value = held?.value;
    if (held && value && value.stamp >= leastStamp && (acceptsBelowFloor || value.stamp >= held.floor)) {
      return { kind: 'value', value: value.sealed };
    }
    if (held?.lease && held.lease.token !== token && held.lease.until > now)
      return { kind: 'busy', until: held.lease.until };
    this.entries.set(key, {
      ...held,
      floor: held?.floor ?? 0,
      lease: { token, until: now + LEASE_MS },
      endsAt: Math.max(held?.endsAt ?? 0, now + LEASE_MS),
    });
    return { kind: 'lease' };
  }

  fill(
    key: string,
    { token, stamp, value, ttlMs, acceptsBelowFloor }: Fill,
  ): Exclude<FillResult, 'unavailable'> {
    const held = this.find(key);
    if (!held || held.lease?.token !== token) return 'lost';
    const { lease: _, ...rest } = held;
    this.entries.set(key, rest);
    if (!acceptsBelowFloor && stamp < held.floor) return 'floor';
    if (held.value && held.value.stamp >= stamp) return 'older';
    this.entries.set(key, { ...rest, value: { sealed: value, stamp }, endsAt: this.clock() + ttlMs });
    return 'filled';
  }

  invalidate(key: string, keepsValue: boolean, time: LogTime): void {
    const held = this.find(key);
    if (!held) return;
    const floor = Math.max(held.floor, time);
    const outdated = !keepsValue && (held.value?.stamp ?? 0) < time;
    if (!outdated) this.entries.set(key, { ...held, floor });
    else if (!held.lease) this.entries.delete(key);
    else this.entries.set(key, { floor, lease: held.lease, endsAt: held.endsAt });
  }

  release(key: string, token: string): void {
    const held = this.find(key);
    if (held?.lease?.token !== token) return;
    const { lease: _, ...rest } = held;
    if (rest.value) this.entries.set(key, rest);
    else this.entries.delete(key);
  }

  private find(key: string): Held | undefined {
    const held = this.entries.get(key);
    if (held && held.endsAt <= this.clock()) {
      this.entries.delete(key);
      return undefined;
    }
    return held;
  }
}

/** Redis as one host reaches it: answers come late, or never, though the command was carried out. */
export class FakeRemoteTier implements RemoteTier {
  readonly fault = null;

  constructor(
    private readonly redis: FakeRedis,
    private readonly host: Host,
    private readonly time: VirtualTime,
    private readonly chance: Chance,
  ) {}

  get available(): boolean {
    return !this.redis.down;
  }

  async look(key: string): Promise<RemoteRead> {
    return this.call(() => this.redis.look(key), { kind: 'unavailable' });
  }
  async getOrLease(key: string, request: LeaseRequest): Promise<RemoteRead> {
    return this.call(() => this.redis.getOrLease(key, request), { kind: 'unavailable' });
  }
  async fill(key: string, fill: Fill): Promise<FillResult> {
    return this.call<FillResult>(() => this.redis.fill(key, fill), 'unavailable');
  }
  async release(key: string, token: string): Promise<void> {
    await this.call(() => this.redis.release(key, token), undefined);
  }
  async invalidate(entries: readonly { key: string; keepsValue: boolean }[], at: LogTime): Promise<void> {
    await this.call(() => {
      for (const { key, keepsValue } of entries) this.redis.invalidate(key, keepsValue, at);
    }, undefined);
  }
  async delete(key: string): Promise<boolean> {
    return this.call(() => this.redis.entries.delete(key), false);
  }
  async scan(): Promise<{ keys: string[]; cursor: string }> {
    return { keys: [], cursor: '0' };
  }
  async addCounters(): Promise<boolean> {
    return true;
  }
  async readCounters(): Promise<null> {
    return null;
  }
  async info(): Promise<null> {
    return null;
  }
  async close(): Promise<void> {}

  private call<T>(effect: () => T, failure: T): Promise<T> {
    const { redis, chance, time, host } = this;
    return new Promise((resolve) => {
      if (redis.down) {
        time.after(0, host, () => resolve(failure));
        return;
      }
      const there = redis.slow ? chance.between(0, 400) : chance.between(0, 2);
      const late = redis.slow && chance.happens(0.5);
      let result = failure;
      time.after(there, null, () => {
        if (redis.down) return;
        result = effect();
      });
      time.after(late ? 100 : there + chance.between(0, 2), host, () => resolve(late ? failure : result));
    });
  }
}
