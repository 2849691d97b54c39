import type { LogTime } from '../database/index.js';
import type { EntryMeta } from './define-cache.js';

/** Where an answer came from, for `Cache-Status` (RFC 9211) and the counters. */
export type Outcome =
  | { readonly kind: 'hit'; readonly tier: 'l1' | 'l2' }
  | { readonly kind: 'miss'; readonly stored: boolean; readonly collapsed: boolean }
  | { readonly kind: 'bypass'; readonly reason: string };

/** A value as bytes, ready to send, with what is known of it. */
export interface CacheAnswer {
  /** JSON text, UTF-8. Shared: never written to. */
  readonly body: Buffer;
  /** Strong, over the exact bytes, quotes included. */
  readonly etag: string;
  /** The value reflects every write up to this log time. */
  readonly stamp: LogTime;
  /** It reflects none after this one, which is what its reader has seen from now on. */
  readonly readAt: LogTime;
  readonly meta: EntryMeta;
  readonly outcome: Outcome;
  /** Known to miss a write: labelled so. */
  readonly stale: boolean;
  /** Whole seconds that it may still be served, 0 when it is not stored. */
  readonly ttlSeconds: number;
}

/** The value as an object of the caller's own; nothing it does to it reaches the cache. */
export function parseAnswer<T>(answer: CacheAnswer): T {
  return JSON.parse(answer.body.toString('utf8')) as T;
}
