import { Injectable, Logger } from '@nestjs/common';
import pLimit from 'p-limit';
import { CacheReport, parseAnswer, TieredCacheService } from '../cache/index.js';
import { CATALOGUE } from '../catalogue/index.js';
import { NotFoundError } from '../common/index.js';
import { CoursesService, normaliseCourseList, type SortOrder } from '../courses/index.js';
import { ReadSampler } from './read-sampler.js';
import { WarmingLease } from './warming-lease.js';
import { NOT_YET_WARMED, type WarmingReport } from './warming-report.js';

const ORDERS: readonly SortOrder[] = ['recent', 'popular', 'top_rated'];
const MOST_POPULAR = 10;
/** Keys that are warmed because they are read most. */
const MOST_LEARNED = 100;
/** Loads at the same time; the rest of the pool is for readers. */
const AT_ONCE = 8;

/** Loads what most visitors ask for first, so that the first of them does not wait for it. */
@Injectable()
export class WarmingService {
  private readonly logger = new Logger(WarmingService.name);
  private running: Promise<WarmingReport> | undefined;
  private last: WarmingReport = NOT_YET_WARMED;

  constructor(
    private readonly cache: TieredCacheService,
    private readonly courses: CoursesService,
    private readonly sampler: ReadSampler,
    private readonly lease: WarmingLease,
    cacheReport: CacheReport,
  ) {
    cacheReport.contribute('warming', () => this.report);
  }

  get report(): WarmingReport {
    return { ...this.last, leader: this.lease.isHeld };
  }

  /**
   * Warms the platform overview, the first page of every order, each course on those, and the most popular
   * courses, and what was read most in the last hour, in parallel. What fails is counted and logged, and leaves the rest. A run that is under way is joined.
   */
  run(): Promise<WarmingReport> {
    this.running ??= this.sampler
      .lookAway(() => this.warm())
      .finally(() => {
        this.running = undefined;
      });
    return this.running;
  }

  private async warm(): Promise<WarmingReport> {
    const startedAt = performance.now();
    const run = new Run(this.logger);
    const last_run = new Date().toISOString();
    const courseIds = new Set<string>();
    await Promise.all([
      run.warm('platform overview', () => this.cache.getOrLoad(CATALOGUE.platformOverview, {})),
      run.warm('most popular courses', () => this.findMostPopular(courseIds), 0),
      ...ORDERS.map((order) => run.warm(`list ${order}`, () => this.warmList(order, courseIds))),
    ]);
    await Promise.all(
      [...courseIds].map((courseId) =>
        run.warm(`course ${courseId}`, () => this.cache.getOrLoad(CATALOGUE.course, { courseId })),
      ),
    );
    const learned = this.sampler.list(MOST_LEARNED);
    await Promise.all(
      learned.map(({ row, params }) => run.warm(row.key(params), () => this.cache.getOrLoad(row, params))),
    );
    this.last = {
      last_run,
      leader: this.lease.isHeld,
      learned: learned.length,
      took_ms: Math.round(performance.now() - startedAt),
      warmed: run.warmed,
      failed: run.failed,
      runs: this.last.runs + 1,
      failures: this.last.failures + run.failed,
    };
    return this.report;
  }

  /** The page as `GET /courses?sort_by=…` asks for it, and the courses on it. */
  private async warmList(sort_by: SortOrder, courseIds: Set<string>): Promise<void> {
    const answer = await this.cache.getOrLoad(CATALOGUE.courseList, { ...normaliseCourseList({ sort_by }) });
    const { items } = parseAnswer<{ items: readonly { id: string }[] }>(answer);
    for (const { id } of items) courseIds.add(id);
  }

  private async findMostPopular(courseIds: Set<string>): Promise<void> {
    for (const { id } of await this.courses.listTop('popular', MOST_POPULAR)) courseIds.add(id);
  }
}

/** Counts of one run. */
class Run {
  warmed = 0;
  failed = 0;
  private readonly limit = pLimit(AT_ONCE);

  constructor(private readonly logger: Logger) {}

  /** @param entries that it warms when it succeeds */
  async warm(what: string, load: () => Promise<unknown>, entries = 1): Promise<void> {
    try {
      await this.limit(load);
      this.warmed += entries;
    } catch (error) {
      // What was read often may be gone by now: there is nothing to warm.
      if (error instanceof NotFoundError) return;
      this.failed += 1;
      this.logger.warn({ what, err: error });
    }
  }
}
