import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Timestamp } from 'mongodb';
import type { Connection } from 'mongoose';
import { ambientSessions, type AmbientSession } from './ambient-session.js';
import { currentScope } from './database-scope.js';
import { fromTimestamp, type LogTime } from './log-time.js';

/** A value, and the snapshot it was read at; `stamp` is null when nothing was read from MongoDB. */
export interface Stamped<T> {
  readonly value: T;
  readonly stamp: LogTime | null;
}

/**
 * Runs reads at one snapshot of the primary. Every mongoose operation inside `work` joins the session.
 */
@Injectable()
export class SnapshotReader {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  /**
   * @returns what `work` returned, with the session's `snapshotTime`: the value reflects every write
   * up to it, and none after. `operationTime` is no stamp: it can be newer than the data.
   */
  async read<T>(work: () => Promise<T>): Promise<Stamped<T>> {
    const session = await this.connection.startSession({ snapshot: true });
    try {
      const ambient: AmbientSession = { session };
      const value = await ambientSessions(this.connection).run(ambient, work);
      // The driver keeps it without declaring it.
      const at: unknown = Reflect.get(session, 'snapshotTime');
      if (!(at instanceof Timestamp)) return { value, stamp: null };
      const stamp = Math.min(fromTimestamp(at), ambient.bound ?? Infinity);
      currentScope()?.observe(stamp);
      return { value, stamp };
    } finally {
      await session.endSession();
    }
  }

  /** Says that what is being read is only as new as `time`, such as the position of a rollup. */
  bound(time: LogTime): void {
    const ambient = ambientSessions(this.connection).getStore();
    if (ambient) ambient.bound = Math.min(ambient.bound ?? Infinity, time);
  }
}
