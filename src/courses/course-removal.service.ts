import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongodb';
import { toObjectId } from '../common/index.js';
import { Transactions } from '../database/index.js';
import { OutboxService } from '../outbox/index.js';

/**
 * Removes what a feature keeps of a course, within the transaction given.
 * @returns how many documents it removed.
 */
export type RemovalStep = (session: ClientSession, courseId: string) => Promise<number>;

/**
 * Lets features take part in a course's deletion, in its transaction, without anyone knowing another's
 * collections: each registers a step when its module starts.
 *
 * A transaction that began before the deletion (an enrolment, a review) may commit after it, because it
 * writes no document that the deletion writes. So both sides look again after their own commit: the
 * deletion removes whatever came in between, and the writer, finding the course gone, removes its own.
 * Whichever commits last sees the other.
 */
@Injectable()
export class CourseRemoval {
  private readonly steps = new Map<string, RemovalStep>();

  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: OutboxService,
  ) {}

  /** Registers a feature's step; steps run one after the other. */
  register(feature: string, step: RemovalStep): void {
    this.steps.set(feature, step);
  }

  /**
   * Removes everything that features keep of a course, and says so in the outbox, from which the
   * rollups are made again.
   */
  async removeWith(session: ClientSession, courseId: string, now: Date): Promise<void> {
    await this.runSteps(session, courseId);
    await this.appendEvent(session, courseId, now);
  }

  /** Removes what was written while a course was being deleted; mostly nothing. */
  async removeRemains(courseId: string, now: Date): Promise<void> {
    await this.transactions.run(async (session) => {
      const removed = await this.runSteps(session, courseId);
      if (removed > 0) await this.appendEvent(session, courseId, now);
    });
  }

  private async runSteps(session: ClientSession, courseId: string): Promise<number> {
    let removed = 0;
    for (const step of this.steps.values()) removed += await step(session, courseId);
    return removed;
  }

  private async appendEvent(session: ClientSession, courseId: string, at: Date): Promise<void> {
    await this.outbox.append(session, {
      type: 'course_deleted',
      course_id: toObjectId(courseId),
      at,
      effects: {},
    });
  }
}
