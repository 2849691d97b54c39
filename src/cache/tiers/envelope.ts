import { xxh32 } from '@node-rs/xxhash';
import type { EntryMeta } from '../define-cache.js';
import { ownBuffer, type Entry } from './entry.js';

const VERSION = 1;

/** What Redis holds beside the body, as JSON text. */
interface Envelope {
  readonly v: typeof VERSION;
  /** The database's epoch. */
  readonly p: string;
  readonly k: string;
  readonly s: number;
  readonly t: readonly string[];
  readonly m: EntryMeta;
  readonly g: string;
  readonly d: number;
  /** xxHash32 of the body: bytes that were damaged on the way are not served. */
  readonly x: number;
}

const MEMBERS = 9;

export function sealEnvelope(entry: Entry, epoch: string): string {
  const { kind, stamp, tags, meta, etag, loadMs } = entry;
  const envelope: Envelope = {
    v: VERSION,
    p: epoch,
    k: kind,
    s: stamp,
    t: tags,
    m: meta,
    g: etag,
    d: loadMs,
    x: xxh32(entry.body),
  };
  return JSON.stringify(envelope);
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
  text: Buffer,
  body: Buffer,
): Entry | null {
  let json: unknown;
  try {
    json = JSON.parse(text.toString('utf8'));
  } catch {
    return null;
  }
  if (!isEnvelope(json)) return null;
  const { p, k, s, t, m, g, d, x } = json;
  if (p !== epoch || k !== kind || x !== xxh32(body)) return null;
  return { key, kind, body: ownBuffer(body), etag: g, stamp: s, tags: t, meta: m, loadMs: d };
}

/** By hand, where a schema would do: it runs for every hit in Redis, and took as long as parsing does. */
function isEnvelope(json: unknown): json is Envelope {
  if (!isObject(json) || Object.keys(json).length !== MEMBERS) return false;
  const { v, p, k, s, t, m, g, d, x } = json;
  return (
    v === VERSION &&
    typeof p === 'string' &&
    typeof k === 'string' &&
    isCount(s) &&
    Array.isArray(t) &&
    t.every((tag) => typeof tag === 'string') &&
    isObject(m) &&
    Object.values(m).every(isFact) &&
    typeof g === 'string' &&
    typeof d === 'number' &&
    d >= 0 &&
    Number.isFinite(d) &&
    isCount(x)
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A whole number from 0, as exact as a double is. */
function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isFact(value: unknown): boolean {
  return value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);
}
