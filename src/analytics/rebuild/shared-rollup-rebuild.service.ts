import { Injectable } from '@nestjs/common';
import { CacheAdminService } from '../../cache/index.js';
import { CATALOGUE } from '../../catalogue/index.js';
import { CourseRemoval, CourseStatsService } from '../../courses/index.js';
import { SnapshotReader, Transactions } from '../../database/index.js';
import { courseDeltas, type EffectsTotal } from '../rollups/effects-total.js';
import { FoldStateRepository, RevisionLostError, type FoldOwner } from '../rollups/fold-state.repository.js';
import { meanRating } from '../rollups/mean-rating.js';
import { OutlineFollowUp } from '../rollups/outline-follow-up.service.js';
import { MAX_PENDING, PendingEvents } from '../rollups/pending-events.repository.js';
import { RollupRepository } from '../rollups/rollup.repository.js';
import { SharedCorrections } from './shared-corrections.service.js';

const MAX_ATTEMPTS = 5;

export interface SharedRebuild {
  /** What was added to the rollups, the pending events' effects among it. */
  readonly correction: EffectsTotal;
  readonly eventsFolded: number;
}

/**
 * Makes the rollups that learners share again from their source rows, while learners go on.
 *
 * Sources, rollups, pending events and the fold's state are read at one snapshot S. The difference is
 * then added in one transaction that first moves the state on from the revision read, as a fold does;
 * events pending at S are in the sources, so they are marked as folded.
 *
 * No write that the cache follows tells of what this changes: figures that were wrong, or a deleted course's, which are
 * taken for complete between the removal of its enrolments and the event that says so. So what is cached of rollups is
 * dropped. That comes before the transaction, so that it happens whoever dies: until it commits, whatever is made of
 * rollups is complete up to the old position at most, which is older than the drop.
 */
@Injectable()
export class SharedRollupRebuild {
  constructor(
    private readonly snapshots: SnapshotReader,
    private readonly transactions: Transactions,
    private readonly states: FoldStateRepository,
    private readonly pending: PendingEvents,
    private readonly outlines: OutlineFollowUp,
    private readonly corrections: SharedCorrections,
    private readonly rollups: RollupRepository,
    private readonly courseStats: CourseStatsService,
    private readonly removal: CourseRemoval,
    private readonly cache: CacheAdminService,
  ) {}

  /**
   * @param lease of the caller, who holds it; it is renewed while this takes its time.
   * @param most pending events: more have to be folded first
   * @throws {RevisionLostError} when others kept folding in between.
   * @throws {Error} when more are pending.
   */
  async rebuild(lease: FoldOwner, now: Date, most = MAX_PENDING): Promise<SharedRebuild> {
    const renewal = setInterval(() => {
      this.states.acquire(lease.owner, lease.leaseMs).catch(() => undefined);
    }, lease.leaseMs / 3);
    try {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.rebuildOnce(lease, now, most);
        } catch (error) {
          if (!(error instanceof RevisionLostError) || attempt === MAX_ATTEMPTS) throw error;
        }
      }
    } finally {
      clearInterval(renewal);
    }
  }

  private async rebuildOnce(lease: FoldOwner, now: Date, most: number): Promise<SharedRebuild> {
    const { value, stamp } = await this.snapshots.read(async () => {
      const state = await this.states.read();
      const events = await this.pending.listAll(most);
      const gone = await this.removal.listGone();
      return { state, events, correction: await this.corrections.compute(gone) };
    });
    const { state, events, correction } = value;
    if (stamp === null) throw new Error('rebuild: a snapshot without a time');
    // What follows is later than S, and so are its own events: they are pending still when this is through.
    await this.outlines.follow(events, now);
    await this.cache.dropNamespace(CATALOGUE.platformOverview.namespace);
    const ids = events.map(({ _id }) => _id);
    await this.transactions.run(async (session) => {
      await this.states.advance(state, stamp, lease, session);
      const { rating } = await this.rollups.add(session, correction);
      await this.rollups.deleteEmpty(session, correction);
      await this.courseStats.apply(session, courseDeltas(correction), meanRating(rating));
      await this.pending.markFolded(session, ids, now);
    });
    return { correction, eventsFolded: ids.length };
  }
}
