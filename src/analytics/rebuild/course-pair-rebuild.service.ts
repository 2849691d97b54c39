import { Injectable } from '@nestjs/common';
import { CourseRemoval } from '../../courses/index.js';
import { SnapshotReader, Transactions } from '../../database/index.js';
import { totalEffects } from '../rollups/effects-total.js';
import { FoldStateRepository, type FoldOwner } from '../rollups/fold-state.repository.js';
import { MAX_PENDING, PendingEvents } from '../rollups/pending-events.repository.js';
import { RollupRepository } from '../rollups/rollup.repository.js';
import type { FoldState } from '../rollups/rollup.schema.js';
import { CoursePairCorrections } from './course-pair-corrections.service.js';
import { subtractPairs } from './rollup-difference.js';

/** Pairs written in one transaction, at most: MongoDB ends it after 60 s. */
const PAIRS_A_TRANSACTION = 20_000;

/**
 * Puts pairs of courses right that are too many for one transaction, as after a bulk load.
 *
 * What pairs lack beyond the pending events stays the same while learners go on and events are folded: a
 * new enrolment adds to the enrolments what its pending event adds. So it is computed once, at one
 * snapshot, and written bit by bit, each bit moving the fold's revision on and its position nowhere.
 */
@Injectable()
export class CoursePairRebuild {
  constructor(
    private readonly snapshots: SnapshotReader,
    private readonly transactions: Transactions,
    private readonly states: FoldStateRepository,
    private readonly pending: PendingEvents,
    private readonly corrections: CoursePairCorrections,
    private readonly rollups: RollupRepository,
    private readonly removal: CourseRemoval,
  ) {}

  /**
   * Leaves it alone where one transaction will do, which the rebuild of the other rollups has anyway.
   * @param lease of the caller, who holds it
   * @param most pairs in one transaction
   * @param mostPending events that it may leave to be folded
   * @returns what was added, by id of the pair
   * @throws {RevisionLostError} when somebody else folded in between; what was written is right.
   * @throws {Error} when more events are pending: what it did not see would be added twice.
   */
  async rebuild(
    lease: FoldOwner,
    most = PAIRS_A_TRANSACTION,
    mostPending = MAX_PENDING,
  ): Promise<ReadonlyMap<string, number>> {
    const { state, lacking } = await this.read(mostPending);
    if (lacking.size <= most) return new Map();
    const all = [...lacking];
    let { revision } = state;
    for (let place = 0; place < all.length; place += most) {
      const portion = new Map(all.slice(place, place + most));
      await this.transactions.run(async (session) => {
        await this.states.advance({ revision }, state.position, lease, session);
        await this.rollups.addPairs(session, portion);
      });
      revision += 1;
    }
    return lacking;
  }

  private async read(
    mostPending: number,
  ): Promise<{ state: FoldState; lacking: ReadonlyMap<string, number> }> {
    const { value } = await this.snapshots.read(async () => {
      const state = await this.states.read();
      const pending = totalEffects(await this.pending.listAll(mostPending));
      const gone = await this.removal.listGone();
      const correction = await this.corrections.compute(gone);
      return { state, lacking: subtractPairs(correction, pending.pairs) };
    });
    return value;
  }
}
