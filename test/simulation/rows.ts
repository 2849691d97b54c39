import { defineCache, soft, STRICT, type CacheRow } from '../../src/cache/define-cache.js';

/** Shorter than the product's, so that a schedule of a few seconds covers several periods. */
export const STALENESS_MS = 1_000;
const SOFT_SECONDS = 3;

export const IDS = ['a', 'b', 'c'] as const;

export interface Params {
  readonly id: string;
}
export interface ShownDocument {
  readonly id: string;
  readonly version: number | null;
  /** To the document, up to then; in a row made of something folded, up to where the fold was. */
  readonly writes: number;
}
export interface Shown extends ShownDocument {
  /** Of the row that shows two: the document that the first one's version names. */
  readonly other?: ShownDocument;
}
export type Row = CacheRow<Params, Shown>;

/**
 * A strict row whose tag is known beforehand, a soft one, a soft one that shows more than it is complete for, a strict one whose tag only the value knows and which may
 * stand in, labelled, while nothing can be proved, and a strict one that depends on something else after each write.
 */
export const ROWS: readonly Row[] = [
  rowOf('strict', { tags: ({ id }) => [`doc/${id}`] }),
  rowOf('soft', { tags: ({ id }) => [`doc/${id}`], invalidation: soft(SOFT_SECONDS) }),
  rowOf('folded', { tags: ({ id }) => [`doc/${id}`], invalidation: soft(SOFT_SECONDS) }),
  rowOf('dynamic', { tagsOf: ({ id }) => [`doc/${id}`], invalidation: STRICT, staleIfError: true }),
  rowOf('pair', {
    tags: ({ id }) => [`doc/${id}`],
    tagsOf: ({ other }) => (other ? [`doc/${other.id}`] : []),
  }),
];

/** The other document that a version of one makes a pair with. */
export function otherOf(id: string, version: number): string {
  const others = IDS.filter((each) => each !== id);
  return others[version % others.length] as string;
}

/** All that an answer shows. */
export function documentsIn({ other, ...own }: Shown): readonly ShownDocument[] {
  return other ? [own, other] : [own];
}

/** How old an answer of that row may be that is labelled stale, in seconds. */
export function staleSecondsOf({ invalidation, staleIfError, ttl }: Row): number {
  if (invalidation.mode === 'soft') return invalidation.seconds;
  // It was within the promise when it was kept.
  return staleIfError ? (ttl?.l2 ?? 0) + STALENESS_MS / 1_000 : 0;
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
