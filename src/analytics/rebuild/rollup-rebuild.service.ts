import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import pLimit from 'p-limit';
import { CacheAdminService } from '../../cache/index.js';
import { CATALOGUE } from '../../catalogue/index.js';
import { CourseRemoval, CourseStatsService } from '../../courses/index.js';
import { SnapshotReader } from '../../database/index.js';
import { totalEffects } from '../rollups/effects-total.js';
import { FoldStateRepository, type FoldOwner } from '../rollups/fold-state.repository.js';
import { PendingEvents } from '../rollups/pending-events.repository.js';
import { RatingScores } from '../rollups/rating-scores.service.js';
import { CoursePairRebuild } from './course-pair-rebuild.service.js';
import { LearnerBooks, type WrongRow } from './learner-books.service.js';
import { LearnerRewrite } from './learner-rewrite.service.js';
import {
  listDifferences,
  listPairDifferences,
  subtractEffects,
  type RollupDifference,
} from './rollup-difference.js';
import { SharedCorrections } from './shared-corrections.service.js';
import { SharedRollupRebuild } from './shared-rollup-rebuild.service.js';

const LEASE_MS = 10_000;
/** Wrong rows looked at together. */
const ROW_LIMIT = 2_000;
/** More wrong rows than this mean that rows were loaded past the product. */
const BULK_ROWS = 200;
const MAX_ROUNDS = 100;
const LEARNERS_AT_ONCE = 4;
/** A check needs events that can be added up; a course's deletion is finished by others meanwhile. */
const CHECK_ATTEMPTS = 120;
const CHECK_PAUSE_MS = 250;
/** Pending events that a check takes into account; with more it says nothing. */
const MAX_COMPARED = 100_000;

export interface RebuildOptions {
  /** Only compare: nothing is written. */
  readonly check?: boolean;
}

export interface RebuildReport {
  /** Of a check: every figure or row that is wrong. Of a rebuild: what was put right, rows in part where they are many. */
  readonly differences: readonly RollupDifference[];
  readonly tookMs: number;
}

/**
 * Makes every rollup again from its source rows: those that learners share (`rollup_platform`,
 * `rollup_days`, `rollup_course_pairs`, `courses.stats`) and learners' own (`daily_activity`, `learners`). Only differences are
 * written. Learners and a running server may go on meanwhile. What is cached of any of it is dropped, since the
 * log does not tell of these collections.
 */
@Injectable()
export class RollupRebuild {
  constructor(
    private readonly snapshots: SnapshotReader,
    private readonly states: FoldStateRepository,
    private readonly pending: PendingEvents,
    private readonly corrections: SharedCorrections,
    private readonly shared: SharedRollupRebuild,
    private readonly pairs: CoursePairRebuild,
    private readonly books: LearnerBooks,
    private readonly rewrites: LearnerRewrite,
    private readonly scores: RatingScores,
    private readonly courseStats: CourseStatsService,
    private readonly removal: CourseRemoval,
    private readonly cache: CacheAdminService,
  ) {}

  async run({ check = false }: RebuildOptions = {}): Promise<RebuildReport> {
    const began = performance.now();
    const found = check ? await this.check() : await this.rebuild();
    return { ...found, tookMs: Math.round(performance.now() - began) };
  }

  /**
   * Compares everything at one snapshot. Events that are still pending are in the sources and not in the
   * rollups: that is no difference.
   */
  private async check(): Promise<Omit<RebuildReport, 'tookMs'>> {
    for (let attempt = 1; ; attempt += 1) {
      const { value } = await this.snapshots.read(async () => {
        const removals = await this.removal.listRemovals();
        const gone = removals.map(({ _id }) => _id);
        const pending = await this.pending.listAll(MAX_COMPARED);
        const correction = await this.corrections.compute(gone);
        const misaveraged = await this.courseStats.findMisaveraged();
        const rows = [
          ...misaveraged.map((id) => ({ rollup: 'courses.stats', id, figure: 'rating_average' })),
          ...describeRows('daily_activity', await this.books.findWrongDays(gone, ROW_LIMIT)),
          ...describeRows('learners', await this.books.findWrongLearners(gone, ROW_LIMIT)),
        ];
        const addable =
          pending.every(({ type }) => type !== 'course_deleted') && removals.every(({ told }) => told);
        return { pending, correction, rows, addable };
      });
      if (value.addable || attempt === CHECK_ATTEMPTS) {
        const shared = listDifferences(subtractEffects(value.correction, totalEffects(value.pending)));
        return { differences: [...shared, ...value.rows] };
      }
      await setTimeout(CHECK_PAUSE_MS);
    }
  }

  private async rebuild(): Promise<Omit<RebuildReport, 'tookMs'>> {
    const rows = await this.rebuildLearners();
    // Patterns show these rows too, and go with what is made of rollups. Not only where a row was wrong: an earlier run
    // may have died after it had put it right.
    await this.cache.dropNamespace(CATALOGUE.dashboard.namespace);
    const lease: FoldOwner = { owner: `rebuild ${randomUUID()}`, leaseMs: LEASE_MS };
    await this.states.seize(lease.owner, lease.leaseMs);
    try {
      const pairs = await this.pairs.rebuild(lease);
      const { correction } = await this.shared.rebuild(lease, new Date());
      await this.scores.rescore();
      return { differences: [...listPairDifferences(pairs), ...listDifferences(correction), ...rows] };
    } finally {
      await this.states.release(lease.owner);
    }
  }

  private async rebuildLearners(): Promise<RollupDifference[]> {
    const corrected: RollupDifference[] = [];
    if (await this.books.areEmpty()) await this.books.insertMissing(await this.removal.listGone());
    for (let round = 1; round <= MAX_ROUNDS; round += 1) {
      const { value } = await this.snapshots.read(async () => {
        const gone = await this.removal.listGone();
        return {
          days: await this.books.findWrongDays(gone, ROW_LIMIT),
          learners: await this.books.findWrongLearners(gone, ROW_LIMIT),
        };
      });
      const wrong = [...value.days, ...value.learners];
      if (wrong.length === 0) return corrected;
      corrected.push(
        ...describeRows('daily_activity', value.days),
        ...describeRows('learners', value.learners),
      );
      if (round === 1 && wrong.length > BULK_ROWS)
        await this.books.insertMissing(await this.removal.listGone());
      else await this.rewriteLearners(wrong);
    }
    throw new Error('rebuild: learners’ rows are still wrong after many rounds');
  }

  private async rewriteLearners(wrong: readonly WrongRow[]): Promise<void> {
    const limit = pLimit(LEARNERS_AT_ONCE);
    const users = new Map(wrong.map(({ user_id }) => [user_id.toHexString(), user_id]));
    await Promise.all([...users.values()].map((userId) => limit(() => this.rewrites.rewrite(userId))));
  }
}

function describeRows(rollup: string, rows: readonly WrongRow[]): RollupDifference[] {
  return rows.map(({ id }) => ({ rollup, id, figure: 'events' }));
}
