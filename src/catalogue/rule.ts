import { defineCache, type CacheDefinition, type CacheRow } from '../cache/define-cache.js';
import type { DomainEventName, DomainEvents } from '../events/index.js';

/** What a fact outdates in a row: the one entry that it can name, or everything under some tags. */
export type Outdated<P> =
  | { readonly params: P }
  | {
      readonly tags: readonly string[];
      /** No entry of the row is without one of the tags: what Redis has of it is swept away. */
      readonly whole: boolean;
    };

export type InvalidatedBy<P> = { readonly [N in DomainEventName]?: (fact: DomainEvents[N]) => Outdated<P> };

/** A row of the catalogue: what the engine keeps, and which facts outdate it. */
export interface CatalogueRow<P, V> extends CacheRow<P, V> {
  readonly invalidatedBy: InvalidatedBy<P>;
}

export function rule<P, V = unknown>(
  definition: CacheDefinition<P, V> & { invalidatedBy: InvalidatedBy<P> },
): CatalogueRow<P, V> {
  return { ...defineCache(definition), invalidatedBy: definition.invalidatedBy };
}
