import { xxh32 } from '@node-rs/xxhash';
import type { EntryMeta } from '../define-cache.js';
import { ownBuffer, type Entry } from './entry.js';

const VERSION = 2;

/** The facts of an entry, in this order; `hash` is the xxHash32 of the body. */
type Facts = readonly [
  stamp: number,
  loadMs: number,
  hash: number,
  etag: string,
  tags: readonly string[],
  meta: EntryMeta,
];

/**
 * What Redis holds beside the body: a line of version, the database's epoch and kind, then the facts as JSON.
 *
 * The line is compared, not parsed, and the facts have no names: this is read for every hit in Redis.
 */
export function sealEnvelope(entry: Entry, epoch: string): string {
  const { kind, body, stamp, loadMs, etag, tags, meta } = entry;
  const facts: Facts = [stamp, loadMs, xxh32(body), etag, tags, meta];
  return firstLine(epoch, kind) + JSON.stringify(facts);
}

/**
 * Reads an envelope back. The entry's body is a copy: what came from the socket is a slice of a larger chunk.
 * @returns null for text that does not parse, another version, kind or epoch, or a damaged body:
 * whoever gets null deletes the entry.
 */
export function openEnvelope(
  key: string,
  kind: string,
  epoch: string,
  envelope: Buffer,
  body: Buffer,
): Entry | null {
  const text = envelope.toString('utf8');
  const line = firstLine(epoch, kind);
  if (!text.startsWith(line)) return null;
  const facts = parse(text.slice(line.length));
  if (!isFacts(facts)) return null;
  const [stamp, loadMs, hash, etag, tags, meta] = facts;
  if (hash !== xxh32(body)) return null;
  return { key, kind, body: ownBuffer(body), etag, stamp, tags, meta, loadMs };
}

function firstLine(epoch: string, kind: string): string {
  return `${VERSION} ${epoch} ${kind}\n`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** By hand, where a schema would do: a schema took longer than parsing does. */
function isFacts(value: unknown): value is Facts {
  if (!Array.isArray(value) || value.length !== 6) return false;
  const [stamp, loadMs, hash, etag, tags, meta] = value as readonly unknown[];
  return (
    isCount(stamp) &&
    Number.isFinite(loadMs) &&
    (loadMs as number) >= 0 &&
    isCount(hash) &&
    typeof etag === 'string' &&
    Array.isArray(tags) &&
    tags.every((tag) => typeof tag === 'string') &&
    isMeta(meta)
  );
}

/** A whole number from 0, as exact as a double is. */
function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isMeta(value: unknown): value is EntryMeta {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every(
    (fact) => fact === null || typeof fact === 'string' || typeof fact === 'boolean' || Number.isFinite(fact),
  );
}
