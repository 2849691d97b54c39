import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Timestamp, type ClientSession } from 'mongodb';
import type { Connection } from 'mongoose';
import { ambientSessions, type AmbientSession } from './ambient-session.js';
import { currentScope } from './database-scope.js';
import { isSnapshotGone, translateDatabaseError } from './database-errors.js';
import { fromTimestamp, type LogTime } from './log-time.js';

/** A value, and what is known of its age; both are null when nothing was read from MongoDB. */
export interface Stamped<T> {
  readonly value: T;
  /** It holds every write up to here. */
  readonly stamp: LogTime | null;
  /** It holds none after this, its snapshot: the stamp, or later where part of it is only as new as a rollup. */
  readonly readAt: LogTime | null;
}

/** A snapshot can be gone because a collection or an index is being made: a new session finds another. */
const MAX_ATTEMPTS = 4;

/**
 * Runs reads at one snapshot of the primary. Every mongoose operation inside `work` joins the session.
 */
@Injectable()
export class SnapshotReader {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  /**
   * @returns what `work` returned, with the session's `snapshotTime`: the value reflects every write up to it, unless
   * `work` has bounded it, and none after. `operationTime` is no stamp: it can be newer than the data.
   */
  async read<T>(work: () => Promise<T>): Promise<Stamped<T>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.readOnce(work);
      } catch (error) {
        if (!isSnapshotGone(error) || attempt === MAX_ATTEMPTS) throw translateDatabaseError(error);
      }
    }
  }

  /** Whether the caller runs inside `read`. */
  get isReading(): boolean {
    return ambientSessions(this.connection).getStore()?.session.snapshotEnabled === true;
  }

  /** Says that what is being read is only as new as `time`, such as the position of a rollup. */
  bound(time: LogTime): void {
    const ambient = ambientSessions(this.connection).getStore();
    if (ambient) ambient.bound = Math.min(ambient.bound ?? Infinity, time);
  }

  /**
   * Many values of the snapshot that this is called in, one after the other, after that session has ended.
   * The database keeps a snapshot for five minutes: whoever reads longer gets its error, never another one.
   * @param open is called when the first value is asked for
   */
  stream<T>(open: () => AsyncIterable<T>): AsyncGenerator<T, void> {
    const ambient = ambientSessions(this.connection).getStore();
    const at = ambient && snapshotTimeOf(ambient.session);
    if (!at) throw new Error('snapshot: nothing was read at it yet');
    return this.goOn(at, open);
  }

  private async *goOn<T>(at: Timestamp, open: () => AsyncIterable<T>): AsyncGenerator<T, void> {
    const session = await this.connection.startSession({ snapshot: true });
    Reflect.set(session, 'snapshotTime', at);
    const inSession = <R>(work: () => R): R => ambientSessions(this.connection).run({ session }, work);
    const values = inSession(() => open()[Symbol.asyncIterator]());
    try {
      for (;;) {
        const next = await inSession(() => values.next());
        if (next.done) break;
        yield next.value;
      }
    } catch (error) {
      throw translateDatabaseError(error);
    } finally {
      await inSession(() => values.return?.());
      await this.end(session);
    }
  }

  /**
   * Ends a session, and what it left open at the server. A cursor's own `close` does not: the driver sends
   * `killCursors` with the session's read concern, the server refuses that, and nobody says so, and the
   * snapshot would be held for the ten minutes that a cursor may idle.
   */
  private async end(session: ClientSession): Promise<void> {
    try {
      await this.connection.db?.admin().command({ killSessions: [session.id] });
    } finally {
      await session.endSession();
    }
  }

  private async readOnce<T>(work: () => Promise<T>): Promise<Stamped<T>> {
    const session = await this.connection.startSession({ snapshot: true });
    try {
      const ambient: AmbientSession = { session };
      const value = await ambientSessions(this.connection).run(ambient, work);
      const at = snapshotTimeOf(session);
      if (!at) return { value, stamp: null, readAt: null };
      const readAt = fromTimestamp(at);
      currentScope()?.observe(readAt);
      return { value, stamp: Math.min(readAt, ambient.bound ?? Infinity), readAt };
    } finally {
      await session.endSession();
    }
  }
}

/** Known once something was read. The driver keeps it without declaring it. */
function snapshotTimeOf(session: ClientSession): Timestamp | null {
  const at: unknown = Reflect.get(session, 'snapshotTime');
  return at instanceof Timestamp ? at : null;
}
