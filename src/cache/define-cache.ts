/** Seconds that a value may be served: from Redis (`l2`) and from process memory (`l1`, never longer). */
export interface CacheTtl {
  readonly l1: number;
  readonly l2: number;
}

/**
 * What happens once the process knows of a write that a value misses.
 *
 * `strict`: never served again. `soft`: served, marked `stale`, while it holds every write acknowledged more than
 * `seconds` ago; a reload starts once it does not hold those of half of that, a second or so after the last.
 * At most a minute: beats are kept no longer.
 */
export type InvalidationMode =
  { readonly mode: 'strict' } | { readonly mode: 'soft'; readonly seconds: number };

export const STRICT: InvalidationMode = { mode: 'strict' };
export const soft = (seconds: number): InvalidationMode => ({ mode: 'soft', seconds });

/**
 * Facts about a value that rights are decided on without parsing its bytes, or that its body does not say. Small, flat,
 * no secrets.
 */
export type EntryMeta = Readonly<Record<string, string | number | boolean | null>>;

/**
 * One kind of cached value: a row of the catalogue.
 *
 * `P` are the parameters that make the key, `V` the value as its loader returns it, before JSON.
 */
export interface CacheRow<P, V> {
  /** Unique name of the row, as `cache.load.kind` in logs and metrics. */
  readonly kind: string;
  /** Name under which hits and misses are counted. */
  readonly namespace: string;
  readonly key: (params: P) => string;
  /** What every key of this row begins with. */
  readonly prefix: string;
  /** Null: `CACHE_DEFAULT_TTL`, in both tiers. */
  readonly ttl: CacheTtl | null;
  readonly invalidation: InvalidationMode;
  /** Tags that follow from the parameters: a write on any of them outdates the value. */
  readonly tags: (params: P) => readonly string[];
  /** Tags that only the loaded value knows, such as the courses a dashboard shows. */
  readonly tagsOf?: (value: V) => readonly string[];
  readonly metaOf?: (value: V) => EntryMeta;
  /** What is sent, where a loader returns more than that (say, the ids its tags are made of). */
  readonly bodyOf?: (value: V) => unknown;
  /** `public`: the same bytes for everyone. `private`: a person's; answered `private, no-store`. */
  readonly audience: 'public' | 'private';
  /** Whether a value that can no longer be proved may answer, marked `stale`, while MongoDB is away. */
  readonly staleIfError: boolean;
  /** The time zone whose today the value names, an IANA name: it ends with that day. */
  readonly todayIn?: (params: P, meta: EntryMeta) => string;
}

type Optional =
  'ttl' | 'invalidation' | 'tagsOf' | 'metaOf' | 'bodyOf' | 'audience' | 'staleIfError' | 'todayIn';

/** A row as it is written: what is left out is strict, private, and takes `CACHE_DEFAULT_TTL`. */
export type CacheDefinition<P, V> = Omit<CacheRow<P, V>, Optional> & Partial<Pick<CacheRow<P, V>, Optional>>;

export function defineCache<P, V>(definition: CacheDefinition<P, V>): CacheRow<P, V> {
  return {
    ttl: null,
    invalidation: STRICT,
    audience: 'private',
    staleIfError: false,
    ...definition,
  };
}

/** A row whose parameters are not of interest. */
export type AnyCacheRow = CacheRow<never, never>;
