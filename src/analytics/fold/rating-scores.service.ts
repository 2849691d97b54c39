import { Injectable } from '@nestjs/common';
import { CourseStatsService } from '../../courses/index.js';
import { Transactions } from '../../database/index.js';
import { RollupRepository } from '../rollup.repository.js';
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

  constructor(
    private readonly transactions: Transactions,
    private readonly rollups: RollupRepository,
    private readonly courseStats: CourseStatsService,
  ) {}

  /** @param nowMs of a clock that never goes back */
  async refresh(nowMs: number): Promise<void> {
    const elapsed = nowMs - this.lastRun.startedMs;
    if (elapsed < Math.min(LONGEST_PAUSE_MS, PAUSE_PER_WORK * this.lastRun.tookMs)) return;
    const { rating } = await this.rollups.readPlatform();
    if (meanRating(rating) === rating.scored_mean && elapsed < LONGEST_PAUSE_MS) return;
    const began = performance.now();
    await this.rescore();
    this.lastRun.startedMs = nowMs;
    this.lastRun.tookMs = performance.now() - began;
  }

  /** Scores all courses with the mean of now, which is written with them. */
  async rescore(): Promise<void> {
    await this.transactions.run(async (session) => {
      const mean = meanRating((await this.rollups.readPlatform()).rating);
      await this.rollups.writeScoredMean(session, mean);
      await this.courseStats.rescore(session, mean);
    });
  }
}
