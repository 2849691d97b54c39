import { xxh32 } from '@node-rs/xxhash';
import { z } from 'zod';
import type { Entry } from './entry.js';

const VERSION = 1;

const EnvelopeSchema = z.strictObject({
  v: z.literal(VERSION),
  /** The database's epoch. */
  p: z.string(),
  k: z.string(),
  s: z.number().int().nonnegative(),
  t: z.array(z.string()),
  m: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  g: z.string(),
  d: z.number().nonnegative(),
  /** xxHash32 of the body: bytes that were damaged on the way are not served. */
  x: z.number().int(),
});

/** What Redis holds beside the body, as JSON text. */
export function sealEnvelope(entry: Entry, epoch: string): string {
  const { kind, stamp, tags, meta, etag, loadMs } = entry;
  const envelope: z.input<typeof EnvelopeSchema> = {
    v: VERSION,
    p: epoch,
    k: kind,
    s: stamp,
    t: [...tags],
    m: { ...meta },
    g: etag,
    d: loadMs,
    x: xxh32(entry.body),
  };
  return JSON.stringify(envelope);
}

/**
 * Reads an envelope back.
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
  const parsed = EnvelopeSchema.safeParse(json);
  if (!parsed.success) return null;
  const { p, k, s, t, m, g, d, x } = parsed.data;
  if (p !== epoch || k !== kind || x !== xxh32(body)) return null;
  return { key, kind, body, etag: g, stamp: s, tags: t, meta: m, loadMs: d };
}
