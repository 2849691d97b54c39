import { defineCache, soft, STRICT, type CacheRow } from '../../src/cache/define-cache.js';

/** Shorter than the product's, so that a schedule of a few seconds covers several periods. */
export const STALENESS_MS = 1_000;
const SOFT_SECONDS = 3;

export const IDS = ['a', 'b', 'c'] as const;

export interface Params {
  readonly id: string;
}
export interface Shown {
  readonly id: string;
  readonly version: number | null;
  /** To the document, up to then. */
  readonly writes: number;
}
export type Row = CacheRow<Params, Shown>;

/**
 * A strict row whose tag is known beforehand, a soft one, and a strict one whose tag only the value knows and which may
 * stand in, labelled, while nothing can be proved.
 */
export const ROWS: readonly Row[] = [
  rowOf('strict', { tags: ({ id }) => [`doc/${id}`] }),
  rowOf('soft', { tags: ({ id }) => [`doc/${id}`], invalidation: soft(SOFT_SECONDS) }),
  rowOf('dynamic', { tagsOf: ({ id }) => [`doc/${id}`], invalidation: STRICT, staleIfError: true }),
];

/** How old an answer of that row may be that is labelled stale, in seconds. */
export function staleSecondsOf({ invalidation, staleIfError, ttl }: Row): number {
  if (invalidation.mode === 'soft') return invalidation.seconds;
  return staleIfError ? (ttl?.l2 ?? 0) : 0;
}

export function rowNamed(kind: string): Row {
  const row = ROWS.find((each) => each.kind === kind);
  if (!row) throw new Error(`no row is called ${kind}`);
  return row;
}

function rowOf(kind: string, part: Partial<Row>): Row {
  return defineCache<Params, Shown>({
    kind,
    namespace: kind,
    prefix: `${kind}:`,
    key: ({ id }) => `${kind}:${id}`,
    tags: () => [],
    ttl: { l1: 3, l2: 5 },
    ...part,
  });
}
