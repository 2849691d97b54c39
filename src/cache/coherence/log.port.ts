import type { LogTime } from '../../database/index.js';

/** What the engine learns from the database's log, in the log's order. */
export type LogChange =
  /** A write outdates everything that depends on `names`. */
  | { readonly kind: 'write'; readonly time: LogTime; readonly names: readonly string[] }
  /** A beat of this instance came back. */
  | { readonly kind: 'beat'; readonly time: LogTime; readonly number: number }
  /** Everything may have changed: a collection was dropped or renamed, or the epoch moved. */
  | { readonly kind: 'reset'; readonly time: LogTime };

/** MongoDB, as far as coherence needs it. */
export interface LogPort {
  /** A log time not before any write that was acknowledged before the call. */
  now(): Promise<LogTime>;
  /**
   * A log time at or after `from` from which on the log is known to be whole.
   * @throws {LogHistoryLostError} when the log begins later than `from`
   */
  wholeFrom(from: LogTime): Promise<LogTime>;
  /** @throws {LogHistoryLostError} when the log is not known to be whole from `time` on */
  assertReachesBackTo(time: LogTime): Promise<void>;
  /**
   * Every change from `from` on (inclusive), until `signal` aborts.
   * @throws {LogHistoryLostError} when the log lost its beginning; any other error may be tried again.
   */
  follow(from: LogTime, signal: AbortSignal): AsyncIterable<LogChange>;
  /** Writes this instance's beat, majority acknowledged; returns the acknowledgement's time. */
  beat(number: number): Promise<LogTime>;
  /** Random text that changes when the database is another one, say after a restore. */
  epoch(): Promise<string>;
  /** Has the log tell every instance that whatever depends on `names` is outdated. */
  command(names: readonly string[]): Promise<LogTime>;
  close(): Promise<void>;
}
