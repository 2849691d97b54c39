import { xxh32 } from '@node-rs/xxhash';
import { roundFigure } from '../../common/statistics.js';
import { hashName } from '../coherence/name-hash.js';
import type { EntryMeta } from '../define-cache.js';
import { ownBuffer, type Entry } from './entry.js';

const VERSION = 6;
const NEWLINE = 10;
/** Hexadecimal digits of a hash. */
const HASH_DIGITS = 8;

/** The facts of an entry, in this order. */
type Facts = readonly [
  stamp: number,
  readAt: number,
  endsAt: number,
  loadMs: number,
  etag: string,
  tags: readonly string[],
  meta: EntryMeta,
];

/** An entry out of Redis, and when Redis forgets it. */
export interface OpenedEntry extends Entry {
  /** Whole seconds of the cluster's clock. */
  readonly endsAt: number;
}

/**
 * What Redis holds: a line of version, the database's epoch and kind; the xxHash32 of all that follows, begun with the
 * key's hash (its seed), so that an entry opens under no other key; a line of facts as JSON; then the body.
 *
 * The first line is compared, not parsed, and the facts have no names: this is read for every hit in Redis. The hash is
 * for what breaks by accident, facts included: a stamp with a digit turned over would let an old value pass as a new one.
 * @param endsAt when Redis forgets it, in whole seconds of the cluster's clock
 */
export function sealEntry(entry: Entry, epoch: string, endsAt: number): Buffer {
  const { key, kind, body, stamp, readAt, loadMs, etag, tags, meta } = entry;
  const facts: Facts = [stamp, readAt, endsAt, roundFigure(loadMs), etag, tags, meta];
  const hashed = Buffer.concat([Buffer.from(`${JSON.stringify(facts)}\n`), body]);
  const hash = xxh32(hashed, hashName(key)).toString(16).padStart(HASH_DIGITS, '0');
  return Buffer.concat([Buffer.from(firstLine(epoch, kind) + hash), hashed]);
}

/**
 * Reads an entry back. Its body is a copy: what came from the socket is a slice of a larger chunk.
 * @returns null for text that does not parse, another version, kind, epoch or key, or anything damaged: whoever gets null deletes the entry.
 */
export function openEntry(key: string, kind: string, epoch: string, sealed: Buffer): OpenedEntry | null {
  const line = firstLine(epoch, kind);
  const factsEnd = sealed.indexOf(NEWLINE, line.length);
  const text = sealed.toString('utf8', 0, Math.max(0, factsEnd));
  if (!text.startsWith(line)) return null;
  const hashed = line.length + HASH_DIGITS;
  const hash = xxh32(sealed.subarray(hashed), hashName(key));
  if (Number.parseInt(text.slice(line.length, hashed), 16) !== hash) return null;
  const facts = parse(text.slice(hashed));
  if (!isFacts(facts)) return null;
  const [stamp, readAt, endsAt, loadMs, etag, tags, meta] = facts;
  const body = ownBuffer(sealed.subarray(factsEnd + 1));
  return { key, kind, body, etag, stamp, readAt, tags, meta, loadMs, endsAt };
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
  if (!Array.isArray(value) || value.length !== 7) return false;
  const [stamp, readAt, endsAt, loadMs, etag, tags, meta] = value as readonly unknown[];
  return (
    isCount(stamp) &&
    isCount(readAt) &&
    isCount(endsAt) &&
    Number.isFinite(loadMs) &&
    (loadMs as number) >= 0 &&
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
