import etag from 'etag';
import type { LogTime } from '../../database/index.js';
import type { AnyCacheRow, CacheRow, EntryMeta } from '../define-cache.js';
import type { Floors, Slots } from '../coherence/floors.js';

/** A value as both tiers hold it: bytes, and what is needed to judge them. */
export interface Entry {
  readonly key: string;
  readonly kind: string;
  /** JSON text, UTF-8. */
  readonly body: Buffer;
  readonly etag: string;
  /** It holds every write up to here. */
  readonly stamp: LogTime;
  /** It shows no write after this: its stamp, or later where only a part of it is that new. */
  readonly readAt: LogTime;
  /** Tags, those of the loaded value included. */
  readonly tags: readonly string[];
  readonly meta: EntryMeta;
  /** What the load took, in milliseconds: decides how early a refresh is worth its while. */
  readonly loadMs: number;
}

/** An entry in process memory. */
export interface HeldEntry extends Entry {
  readonly slots: Slots;
  readonly row: AnyCacheRow;
  /** Of the monotonic clock, in whole milliseconds. */
  readonly expiresAt: number;
  /** When it ends in Redis; a refresh looks to this, since until then Redis has it. */
  readonly remoteExpiresAt: number;
  /** Background refreshes that failed in a row, and when the next may be tried. */
  failedRefreshes: number;
  noRefreshBefore: number;
}

/** The name under which everything of a namespace can be outdated. */
export function namespaceName(namespace: string): string {
  return `namespace/${namespace}`;
}

/** Everything whose floor an entry must reach: its key, its namespace, its tags. */
export function slotsOf(floors: Floors, row: AnyCacheRow, key: string, tags: readonly string[]): Slots {
  const slots = floors.slotsOf(tags);
  slots.push(floors.slotOf(key), floors.slotOf(namespaceName(row.namespace)));
  return slots;
}

/** Encodes a loaded value, once: what is kept is what is sent. */
export function encodeEntry<P, V>(
  row: CacheRow<P, V>,
  params: P,
  loaded: Pick<Entry, 'stamp' | 'readAt' | 'loadMs'> & { readonly value: V },
): Entry {
  const { value, stamp, readAt, loadMs } = loaded;
  const body = ownBuffer(JSON.stringify(row.bodyOf ? row.bodyOf(value) : value));
  return {
    key: row.key(params),
    kind: row.kind,
    body,
    etag: etag(body),
    stamp,
    readAt,
    tags: [...row.tags(params), ...(row.tagsOf?.(value) ?? [])],
    meta: row.metaOf?.(value) ?? {},
    loadMs,
  };
}

/** What a write made of a value. */
export interface Amendment {
  /** Before JSON. */
  readonly body: unknown;
  /** Facts about it, where they have changed. */
  readonly meta?: EntryMeta;
  /** What it depends on besides, from now on: the write's transaction has read it. */
  readonly tags?: readonly string[];
}

/** An entry as a write has left it. What it depended on, it depends on still. */
export function amendEntry(entry: Entry, amendment: Amendment, stamp: LogTime): Entry {
  const { key, kind, loadMs } = entry;
  const { body, meta = entry.meta, tags = [] } = amendment;
  const bytes = ownBuffer(JSON.stringify(body));
  const all = tags.length === 0 ? entry.tags : [...new Set([...entry.tags, ...tags])];
  return { key, kind, body: bytes, etag: etag(bytes), stamp, readAt: stamp, tags: all, meta, loadMs };
}

/** Bytes in memory of their own: a slice of a shared pool or of a socket's chunk would keep all of it alive. */
export function ownBuffer(source: string | Buffer): Buffer {
  const own = Buffer.allocUnsafeSlow(Buffer.byteLength(source));
  if (typeof source === 'string') own.write(source, 'utf8');
  else source.copy(own);
  return own;
}
