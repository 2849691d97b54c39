import { Injectable } from '@nestjs/common';
import etag from 'etag';
import { SnapshotReader, type LogTime } from '../database/index.js';
import type { CacheAnswer } from './cache-answer.js';
import type { CacheRow } from './define-cache.js';

export interface ReadOptions {
  /** The caller's consistency token: the answer reflects every write up to it. */
  readonly notBefore?: LogTime;
}

@Injectable()
export class TieredCacheService {
  private readonly loaders = new Map<string, (params: never) => Promise<unknown>>();

  constructor(private readonly snapshots: SnapshotReader) {}

  /** Names the loader of a row. Handlers with `@Cached` are named by themselves. */
  provide<P, V>(row: CacheRow<P, V>, load: (params: P) => Promise<V>): void {
    this.loaders.set(row.kind, load);
  }

  async getOrLoad<P, V>(row: CacheRow<P, V>, params: P, _options: ReadOptions = {}): Promise<CacheAnswer> {
    const load = this.loaders.get(row.kind) as ((params: P) => Promise<V>) | undefined;
    if (!load) throw new Error(`no loader for ${row.kind}`);
    const { value, stamp } = await this.snapshots.read(() => load(params));
    const body = Buffer.from(JSON.stringify(row.bodyOf ? row.bodyOf(value) : value));
    return {
      body,
      etag: etag(body),
      stamp: stamp ?? 0,
      meta: row.metaOf?.(value) ?? {},
      outcome: { kind: 'miss', stored: false, collapsed: false },
      stale: false,
      ttlSeconds: 0,
    };
  }
}
