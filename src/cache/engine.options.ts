import type { AnyCacheRow } from './define-cache.js';
import type { LogSource } from './mongo/log-sources.js';

/** What the engine is told when the application is put together; it knows nothing else of it. */
export interface EngineOptions {
  readonly rows: readonly AnyCacheRow[];
  readonly sources: readonly LogSource[];
}

export const ENGINE_OPTIONS = Symbol('EngineOptions');
