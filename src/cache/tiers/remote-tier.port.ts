import type { LogTime } from '../../database/index.js';

/** How long a lease lasts, in milliseconds. */
export const LEASE_MS = 3_000;

export type RemoteRead =
  /** What a fill has stored. */
  | { readonly kind: 'value'; readonly value: Buffer }
  /** The caller may load and fill under its token. */
  | { readonly kind: 'lease' }
  /** Somebody else loads, under a lease that ends then, by Redis's clock in milliseconds: another end is another lease. */
  | { readonly kind: 'busy'; readonly until: number }
  | { readonly kind: 'none' }
  /** Redis did not answer in time, or is known to be ill. */
  | { readonly kind: 'unavailable' };

export type FillResult = 'filled' | 'lost' | 'floor' | 'older' | 'unavailable';

export interface LeaseRequest {
  readonly token: string;
  readonly leastStamp: LogTime;
  readonly acceptsBelowFloor: boolean;
}

export interface Fill {
  readonly token: string;
  readonly stamp: LogTime;
  readonly value: Buffer;
  readonly ttlMs: number;
  readonly acceptsBelowFloor: boolean;
}

export interface RemoteInfo {
  readonly keys: number;
  readonly memoryUsed: string;
  readonly hits: number;
  readonly misses: number;
}

/**
 * L2, as the engine sees it. No method throws for want of Redis: what did not happen is said in the
 * answer, because nothing that is true depends on it.
 */
export interface RemoteTier {
  /** False while the tier is known to be ill: nobody waits for it then. */
  readonly available: boolean;
  /** Why the tier is known to be ill; null where it is not. */
  readonly fault: unknown;
  /** What is held under `key`, whatever its stamp; `none` where nothing is. The cheapest thing that can be asked. */
  look(key: string): Promise<RemoteRead>;
  getOrLease(key: string, request: LeaseRequest): Promise<RemoteRead>;
  fill(key: string, fill: Fill): Promise<FillResult>;
  release(key: string, token: string): Promise<void>;
  /** Outdates entries as of `time`, in one pipeline. */
  invalidate(
    entries: readonly { readonly key: string; readonly keepsValue: boolean }[],
    time: LogTime,
  ): Promise<void>;
  delete(key: string): Promise<boolean>;
  /** A page of keys that begin with `prefix`; the cursor of the next page is '0' at the end. */
  scan(prefix: string, cursor: string, count: number): Promise<{ keys: string[]; cursor: string }>;
  addCounters(hash: string, counters: ReadonlyMap<string, number>): Promise<boolean>;
  readCounters(hash: string): Promise<Record<string, number> | null>;
  info(): Promise<RemoteInfo | null>;
  close(): Promise<void>;
}
