import { NotFoundError, UnavailableError } from '../../common/index.js';
import type { LogTime, Stamped } from '../../database/index.js';
import type { CacheStats } from '../cache-stats.js';
import { publish } from '../cache-events.js';
import type { CacheRow } from '../define-cache.js';
import type { Runtime } from '../runtime.js';
import type { LoadPool } from './load-pool.js';

/** A load may take this long, in milliseconds, waiting for a place included; then its readers are told to come back. */
export const LOAD_TIMEOUT_MS = 8_000;

/** MongoDB, as far as loading needs it: everything read inside `work` is read at one snapshot. */
export interface SnapshotPort {
  read<T>(work: () => Promise<T>): Promise<Stamped<T>>;
  /** Whether the caller runs inside `work`. */
  readonly isReading: boolean;
}

export type Loaded<V> = LoadedValue<V> | LoadedAbsence;
export interface LoadedValue<V> {
  readonly kind: 'value';
  readonly value: V;
  readonly stamp: LogTime;
  /** The snapshot: what is shown is no newer. */
  readonly readAt: LogTime;
  readonly loadMs: number;
  /** When the read began, on the monotonic clock. */
  readonly began: number;
}
export interface LoadedAbsence {
  readonly kind: 'absent';
  readonly error: NotFoundError;
  readonly stamp: LogTime;
  readonly readAt: LogTime;
  readonly began: number;
}

/** Runs a row's loader at a snapshot, in the bounded pool, in bounded time. */
export class Loader {
  private readonly loaders = new Map<string, (params: never) => Promise<unknown>>();

  constructor(
    private readonly snapshots: SnapshotPort,
    private readonly pool: LoadPool,
    private readonly runtime: Runtime,
    private readonly stats: CacheStats,
  ) {}

  provide<P, V>(row: CacheRow<P, V>, load: (params: P) => Promise<V>): void {
    if (this.loaders.has(row.kind)) throw new Error(`the row ${row.kind} has two loaders`);
    this.loaders.set(row.kind, load);
  }

  /**
   * @param isOfUse asked when there is a place: a load that has waited for it may not be worth beginning any more
   * @throws {UnavailableError} when too much is being loaded, it takes too long, or it is of no use any more.
   */
  async load<P, V>(row: CacheRow<P, V>, params: P, isOfUse = (): boolean => true): Promise<Loaded<V>> {
    const load = this.loaders.get(row.kind) as ((params: P) => Promise<V>) | undefined;
    if (!load) throw new Error(`the row ${row.kind} has no loader`);
    this.stats.counts.loads += 1;
    try {
      return await this.inTime(row.kind, (isLate) =>
        this.pool.run(async () => {
          // Nobody waits for it, or nobody could be given it.
          if (isLate() || !isOfUse()) throw new UnavailableError('The database cannot be reached.');
          return this.readStamped(() => load(params));
        }),
      );
    } catch (error) {
      this.stats.counts.load_failures += 1;
      publish('load', () => ({ kind: row.kind, error }));
      throw error;
    }
  }

  private async readStamped<V>(load: () => Promise<V>): Promise<Loaded<V>> {
    const began = this.runtime.now();
    const { value, ...read } = await this.snapshots.read(async () => {
      try {
        return { found: await load() };
      } catch (error) {
        if (error instanceof NotFoundError) return { error };
        throw error;
      }
    });
    // Nothing was read, so nothing is known of its age: it is older than anything.
    const age = { stamp: read.stamp ?? 0, readAt: read.readAt ?? 0, began };
    if (value.error) return { kind: 'absent', error: value.error, ...age };
    return { kind: 'value', value: value.found as V, ...age, loadMs: this.runtime.now() - began };
  }

  private async inTime<T>(kind: string, work: (isLate: () => boolean) => Promise<T>): Promise<T> {
    let cancel = (): void => {};
    let isLate = false;
    const late = new Promise<never>((_, reject) => {
      cancel = this.runtime.after(LOAD_TIMEOUT_MS, () => {
        isLate = true;
        reject(new UnavailableError(`Loading ${kind} takes too long.`));
      });
    });
    try {
      return await Promise.race([work(() => isLate), late]);
    } finally {
      cancel();
    }
  }
}
