import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Connection } from 'mongoose';
import { ambientSessions } from './ambient-session.js';
import { currentScope } from './database-scope.js';
import { isDuplicateKey, translateDatabaseError } from './database-errors.js';
import { fromTimestamp, type LogTime } from './log-time.js';

/** What a write returned, and the log time of its acknowledgement. */
export interface Written<T> {
  readonly value: T;
  readonly writtenAt: LogTime;
}

/** The one way to write: a transaction, majority acknowledged, whose time is known. */
@Injectable()
export class Transactions {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  /**
   * Runs `work` in a transaction (snapshot reads, w:majority) and repeats it on transient conflicts,
   * so `work` may run more than once and must touch nothing but MongoDB. Mongoose operations inside join it by themselves.
   */
  async run<T>(work: (session: ClientSession) => Promise<T>): Promise<Written<T>> {
    const session = await this.connection.startSession();
    try {
      const value = await session.withTransaction(
        () => ambientSessions(this.connection).run({ session }, () => work(session)),
        {
          readConcern: { level: 'snapshot' },
          writeConcern: { w: 'majority' },
          readPreference: 'primary',
        },
      );
      const at = session.operationTime;
      if (at === undefined) throw new Error('transaction: the server acknowledged without an operationTime');
      const writtenAt = fromTimestamp(at);
      currentScope()?.observe(writtenAt);
      return { value, writtenAt };
    } catch (error) {
      throw translateDatabaseError(error);
    } finally {
      await session.endSession();
    }
  }

  /** The same for what looks before it inserts: where two do at once, the slower one looks again and finds the other's. */
  async runLookingTwice<T>(work: (session: ClientSession) => Promise<T>): Promise<Written<T>> {
    try {
      return await this.run(work);
    } catch (error) {
      if (isDuplicateKey(error)) return this.run(work);
      throw error;
    }
  }
}
