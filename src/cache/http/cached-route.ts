import type { AskedRequest } from '../../common/http/asked-request.js';
import type { CacheRow, EntryMeta } from '../define-cache.js';

export const CACHED_ROUTE = 'tiercel:cached';

/** How a request becomes the parameters of a row, and who may see what comes back. */
export interface CachedRoute<P> {
  /**
   * Checks the request and returns the row's parameters, ids checked and defaults spelled out.
   * @throws an `AppError` for bad input, before anything is looked up.
   */
  readonly from: (request: AskedRequest) => P;
  /**
   * Rights that only the value can decide, such as a draft's owner: throws where the caller may not see it.
   * Runs on the entry's metadata before a byte is sent.
   */
  readonly authorize?: (meta: EntryMeta, request: AskedRequest) => void;
  /**
   * Whether these parameters ask for something that is never cached (a person's own drafts). The handler then
   * answers directly, `private, no-store`. Decided on the parameters, so that no loader can be called for them.
   */
  readonly skip?: (params: P) => boolean;
  /** Whether this answer must not be kept by anyone on the way (a draft); default: by the row's audience. */
  readonly isPrivate?: (meta: EntryMeta) => boolean;
}

export interface CachedMetadata {
  readonly row: CacheRow<unknown, unknown>;
  readonly route: CachedRoute<unknown>;
}

declare module 'fastify' {
  interface FastifyRequest {
    cacheParams?: unknown;
  }
}
