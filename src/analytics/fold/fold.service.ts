import { Injectable } from '@nestjs/common';
import { CourseStatsService } from '../../courses/index.js';
import { SnapshotReader, Transactions, type LogTime } from '../../database/index.js';
import type { OutboxEvent } from '../../outbox/index.js';
import { SharedRollupRebuild } from '../rebuild/shared-rollup-rebuild.service.js';
import { RollupRepository } from '../rollups/rollup.repository.js';
import type { FoldState } from '../rollups/rollup.schema.js';
import { courseDeltas, totalEffects } from '../rollups/effects-total.js';
import { FoldStateRepository, type FoldOwner } from '../rollups/fold-state.repository.js';
import { meanRating } from '../rollups/mean-rating.js';
import { OutlineFollowUp } from '../rollups/outline-follow-up.service.js';
import { MAX_PENDING, PendingEvents } from '../rollups/pending-events.repository.js';

/** Events folded in one transaction, at most. */
export const BATCH_SIZE = 500;

export interface FoldOutcome {
  readonly folded: number;
  /** Whether nothing was left pending at the snapshot: the position moved to it. */
  readonly caughtUp: boolean;
  /** Whether ratings may have moved, and the platform's mean with them. */
  readonly ratingsMoved: boolean;
}

interface Batch {
  readonly state: FoldState;
  readonly events: readonly OutboxEvent[];
  /** Whether they are all that was pending. */
  readonly isAll: boolean;
  /** The snapshot that both were read at. */
  readonly at: LogTime;
}

/**
 * Folds the outbox into the rollups that learners share.
 *
 * A batch is read at one snapshot S together with the fold's state, and written in one transaction that
 * first moves the state on from the revision read: added up, marked, and, when the batch held
 * everything pending at S, position := S. So each event counts exactly once whoever dies, and "every
 * event committed up to the position is in the rollups" always holds.
 *
 * A course's deletion is no addition, but a rebuild, which takes all that is pending in one transaction. Where
 * that is too much, the other events are folded first.
 */
@Injectable()
export class Fold {
  constructor(
    private readonly snapshots: SnapshotReader,
    private readonly transactions: Transactions,
    private readonly states: FoldStateRepository,
    private readonly pending: PendingEvents,
    private readonly rollups: RollupRepository,
    private readonly courseStats: CourseStatsService,
    private readonly outlines: OutlineFollowUp,
    private readonly rebuild: SharedRollupRebuild,
  ) {}

  /**
   * Folds one batch.
   * @param now written as the time of folding
   * @param most pending events that a course's deletion is folded with
   * @throws {RevisionLostError} when somebody else folded since the batch was read: nothing was written.
   */
  async foldBatch(lease: FoldOwner, now: Date, most = MAX_PENDING): Promise<FoldOutcome> {
    const batch = await this.readBatch(most);
    const caughtUp = batch.isAll;
    if (batch.events.length === 0) {
      await this.states.advance(batch.state, batch.at, lease);
      return { folded: 0, caughtUp, ratingsMoved: false };
    }
    if (batch.events.some(isDeletion)) {
      // What a deleted course had contributed to days and learners is no longer there to be subtracted.
      const { eventsFolded } = await this.rebuild.rebuild(lease, now, most);
      return { folded: eventsFolded, caughtUp: true, ratingsMoved: true };
    }
    await this.outlines.follow(batch.events, now);
    await this.write(batch, caughtUp ? batch.at : batch.state.position, lease, now);
    const ratingsMoved = batch.events.some(({ type }) => type === 'review_changed');
    return { folded: batch.events.length, caughtUp, ratingsMoved };
  }

  private async readBatch(most: number): Promise<Batch> {
    const { value, stamp } = await this.snapshots.read(async () => {
      const state = await this.states.read();
      const events = await this.pending.list(BATCH_SIZE);
      if (events.some(isDeletion) && (await this.pending.areMoreThan(most))) {
        const addable = await this.pending.listAddable(BATCH_SIZE);
        if (addable.length > 0) return { state, events: addable, isAll: false };
      }
      return { state, events, isAll: events.length < BATCH_SIZE };
    });
    if (stamp === null) throw new Error('fold: a snapshot without a time');
    return { ...value, at: stamp };
  }

  private async write(
    { state, events }: Batch,
    position: LogTime,
    lease: FoldOwner,
    now: Date,
  ): Promise<void> {
    const total = totalEffects(events);
    const ids = events.map(({ _id }) => _id);
    await this.transactions.run(async (session) => {
      await this.states.advance(state, position, lease, session);
      const { rating } = await this.rollups.add(session, total);
      await this.courseStats.apply(session, courseDeltas(total), meanRating(rating));
      await this.pending.markFolded(session, ids, now);
    });
  }
}

function isDeletion({ type }: OutboxEvent): boolean {
  return type === 'course_deleted';
}
