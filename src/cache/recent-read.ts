import type { AnyCacheRow, CacheRow } from './define-cache.js';

/** A read by what can repeat it. */
export interface Read {
  readonly row: AnyCacheRow;
  readonly params: never;
}

/**
 * The last read, for whoever samples what is read. Noting it is two assignments, so that every read can
 * afford it however often it is looked at.
 */
export class RecentRead {
  private row: unknown;
  private params: unknown;

  note<P, V>(row: CacheRow<P, V>, params: P): void {
    this.row = row;
    this.params = params;
  }

  /** The last read since the last call, if there was one. */
  take(): Read | undefined {
    if (this.row === undefined) return undefined;
    const read = { row: this.row, params: this.params } as Read;
    this.row = undefined;
    this.params = undefined;
    return read;
  }
}
