import { Injectable } from '@nestjs/common';
import type { Types } from 'mongoose';
import { CourseStatsService } from '../../courses/index.js';
import { Transactions } from '../../database/index.js';
import { RollupRepository } from './rollup.repository.js';
import { meanRating } from './mean-rating.js';

/** Scores are looked at again after this long even when the mean did not move: new courses have none. */
const LONGEST_PAUSE_MS = 60_000;
/** Scoring takes at most one part in so many of the leader's time. */
const PAUSE_PER_WORK = 20;

/**
 * Keeps every course's rating score on the platform's mean. Courses that are rated are scored as they
 * are folded; this catches up with the others when the mean moved, as often as it can afford.
 */
@Injectable()
export class RatingScores {
  private readonly lastRun = { startedMs: -Infinity, tookMs: 0 };
  private due = true;

  constructor(
    private readonly transactions: Transactions,
    private readonly rollups: RollupRepository,
    private readonly courseStats: CourseStatsService,
  ) {}

  /**
   * Scores what is due, now or when it can be afforded: the leader calls it after each batch.
   * @param ratingsMoved whether the batch held ratings
   * @param nowMs of a clock that never goes back
   */
  async refresh(ratingsMoved: boolean, nowMs: number): Promise<void> {
    this.due ||= ratingsMoved;
    const elapsed = nowMs - this.lastRun.startedMs;
    const pause = this.due
      ? Math.min(LONGEST_PAUSE_MS, PAUSE_PER_WORK * this.lastRun.tookMs)
      : LONGEST_PAUSE_MS;
    if (elapsed < pause) return;
    const began = performance.now();
    await this.rescore();
    this.due = false;
    this.lastRun.startedMs = nowMs;
    this.lastRun.tookMs = performance.now() - began;
  }

  /** Scores all courses with the mean of now, piece by piece. */
  async rescore(): Promise<void> {
    let after: Types.ObjectId | null = null;
    do {
      after = await this.rescorePiece(after);
    } while (after !== null);
  }

  private async rescorePiece(after: Types.ObjectId | null): Promise<Types.ObjectId | null> {
    const { value } = await this.transactions.run(async (session) => {
      const mean = meanRating((await this.rollups.readPlatform()).rating);
      return this.courseStats.rescore(session, mean, after);
    });
    return value;
  }
}
