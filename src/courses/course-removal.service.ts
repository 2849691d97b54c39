import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { Model, type Types } from 'mongoose';
import { toObjectId } from '../common/index.js';
import { Transactions } from '../database/index.js';
import { OutboxService } from '../outbox/index.js';
import { COURSE_REMOVAL, type CourseRemovalRecord } from './course-removal.schema.js';

/**
 * Removes a bounded part of what a feature keeps of a course, within the transaction given; called
 * again until nothing is left.
 * @returns how many documents it removed.
 */
export type RemovalStep = (session: ClientSession, courseId: string) => Promise<number>;

/** Whoever deletes has this long to finish, in milliseconds, before others take over. */
const TAKE_OVER_MS = 30_000;

/** A transaction that began before the deletion has ended by then: MongoDB ends it after 60 s. */
const LAST_WRITER_MS = 120_000;

/**
 * Removes what features keep of a deleted course, without anyone knowing another's collections: each
 * registers a step when its module starts.
 *
 * One transaction for everything would be starved by learners who go on learning in it. So the deletion
 * itself is one transaction that takes the course away, and leaves a record of what is still to do; from
 * then on nobody can enrol or learn in it. What is left is removed in short transactions, and when it is
 * gone the outbox is told, from which the rollups are made again. If the process dies, others carry on
 * from the record. It is kept until no transaction from before the deletion can commit any more (an
 * enrolment writes no document that the deletion writes), and then looked at for the last time.
 */
@Injectable()
export class CourseRemoval {
  private readonly steps = new Map<string, RemovalStep>();

  constructor(
    @InjectModel(COURSE_REMOVAL) private readonly records: Model<CourseRemovalRecord>,
    private readonly transactions: Transactions,
    private readonly outbox: OutboxService,
  ) {}

  /** Registers a feature's step; steps run one after the other. */
  register(feature: string, step: RemovalStep): void {
    this.steps.set(feature, step);
  }

  /** Records, in the transaction that deletes a course, that the rest is to be removed. */
  async begin(courseId: string, now: Date): Promise<void> {
    await this.records.create([{ _id: toObjectId(courseId), deleted_at: now, told: false }]);
  }

  /** Removes what there is of a deleted course; the outbox is told of the first time, and of whatever is found later. */
  async removeAll(courseId: string, now: Date): Promise<void> {
    let removed = 0;
    for (const step of this.steps.values()) removed += await this.repeat(step, courseId);
    const _id = toObjectId(courseId);
    await this.transactions.run(async (session) => {
      const first = await this.records.findOneAndUpdate({ _id, told: false }, { $set: { told: true } });
      if (first === null && removed === 0) return;
      await this.outbox.append(session, { type: 'course_deleted', course_id: _id, at: now, effects: {} });
    });
  }

  /** Carries on where somebody died, and looks at deleted courses for the last time. */
  async sweep(now: Date): Promise<void> {
    const before = (ms: number) => new Date(now.getTime() - ms);
    const due = await this.records
      .find({ deleted_at: { $lte: before(TAKE_OVER_MS) } })
      .sort({ deleted_at: 1 })
      .lean<CourseRemovalRecord[]>();
    for (const { _id, deleted_at } of due) {
      await this.removeAll(_id.toHexString(), now);
      if (deleted_at <= before(LAST_WRITER_MS)) await this.records.deleteOne({ _id });
    }
  }

  /** Courses whose removal is under way, or was lately: whatever there still is of them is to go. */
  async listGone(): Promise<Types.ObjectId[]> {
    return (await this.listRemovals()).map(({ _id }) => _id);
  }

  /** The same, and how far each has come. */
  async listRemovals(): Promise<CourseRemovalRecord[]> {
    return this.records.find().lean<CourseRemovalRecord[]>();
  }

  private async repeat(step: RemovalStep, courseId: string): Promise<number> {
    let removed = 0;
    for (;;) {
      const { value } = await this.transactions.run((session) => step(session, courseId));
      if (value === 0) return removed;
      removed += value;
    }
  }
}
