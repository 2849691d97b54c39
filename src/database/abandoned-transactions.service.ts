import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Interval } from '@nestjs/schedule';
import type { Binary } from 'mongodb';
import type { Connection } from 'mongoose';

/** What this product's connections are called in MongoDB. */
export const APP_NAME = 'tiercel';

const EVERY_MS = 2_500;
/** Far longer than any transaction here waits between two of its commands. */
const ABANDONED_AFTER_MS = 10_000;

/**
 * Ends transactions whose process has died in the middle of one.
 *
 * MongoDB does not: it keeps what they have written to locked until their time is over, 60 s and up to 30 more. Were it the
 * fold's state, analytics could not be answered for as long. Every instance looks; twice is once. A process that merely
 * slept is told when it goes on, and repeats its transaction.
 *
 * https://www.mongodb.com/docs/manual/reference/operator/aggregation/currentOp/ and …/reference/command/killSessions/; an
 * account needs no right beyond its own for its own sessions.
 */
@Injectable()
export class AbandonedTransactions {
  private readonly logger = new Logger(AbandonedTransactions.name);
  private running = false;
  private isFailing = false;

  constructor(@InjectConnection() private readonly connection: Connection) {}

  /** Looks once; that it cannot be done is said once. */
  @Interval(EVERY_MS)
  async sweep(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      const ended = await this.end();
      if (ended > 0) this.logger.warn(`ended ${ended} transactions that nobody was carrying on with`);
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.logger.warn(error);
      this.isFailing = true;
    } finally {
      this.running = false;
    }
  }

  /**
   * @param inactiveMs since the last command of a transaction
   * @returns how many were ended
   */
  async end(inactiveMs = ABANDONED_AFTER_MS, appName = APP_NAME): Promise<number> {
    const admin = this.connection.getClient().db('admin');
    const found = await admin
      .aggregate<{ lsid: { id: Binary } }>([
        { $currentOp: { allUsers: false, idleSessions: true } },
        {
          $match: {
            type: 'idleSession',
            appName,
            'transaction.timeInactiveMicros': { $gt: inactiveMs * 1_000 },
          },
        },
        { $project: { 'lsid.id': 1 } },
      ])
      .toArray();
    if (found.length > 0) await admin.command({ killSessions: found.map(({ lsid }) => ({ id: lsid.id })) });
    return found.length;
  }
}
