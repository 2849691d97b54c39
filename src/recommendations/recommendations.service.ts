import { Injectable } from '@nestjs/common';
import { CoursesService, type CourseItemBody } from '../courses/index.js';
import { coursesOfPair } from './course-pairs.js';
import { CoursePairRepository, type CountedPair } from './course-pair.repository.js';
import { rankByCategory } from './rank-by-category.js';
import { rankBySimilarity, type CoTaken } from './similarity.js';

const MAX_RECOMMENDATIONS = 6;
/** Courses of a learner that others' choices are looked up for: those visited last. */
const MAX_SEEDS = 10;
/** Pairs that are looked at of each of them: the most frequent. */
const PAIRS_PER_SEED = 30;
/** Popular courses that are looked at where pairs are too few, of which the best fitting are shown. */
const POPULAR_CANDIDATES = 48;

/** What is known of a learner's courses. */
export interface Taken {
  /** Courses enrolled in now, the last visited first. */
  readonly currentIds: readonly string[];
  /** Courses ever enrolled in, dropped ones too: none of them is recommended. */
  readonly everIds: readonly string[];
  /** Categories of the courses ever enrolled in, one each. */
  readonly categories: readonly string[];
}

/**
 * Courses that a learner may like: what learners of the same courses also took, and where that is too
 * little, popular courses of the categories they know.
 *
 * It reads rollups without bounding the snapshot's stamp by the fold's position: recommendations are
 * excepted from the cache's promise, and a dashboard must not wait for the fold (docs/adr/0019).
 */
@Injectable()
export class Recommendations {
  constructor(
    private readonly pairs: CoursePairRepository,
    private readonly courses: CoursesService,
  ) {}

  /** @returns at most `MAX_RECOMMENDATIONS` published courses that were never taken. */
  async recommend(taken: Taken): Promise<CourseItemBody[]> {
    const similar = await this.listSimilar(taken);
    const lacking = MAX_RECOMMENDATIONS - similar.length;
    if (lacking === 0) return similar;
    const without = [...taken.everIds, ...similar.map(({ id }) => id)];
    const popular = await this.courses.listTop('popular', POPULAR_CANDIDATES, without);
    return [...similar, ...rankByCategory(popular, taken.categories).slice(0, lacking)];
  }

  private async listSimilar({ currentIds, everIds }: Taken): Promise<CourseItemBody[]> {
    const found = await this.pairs.listMostFrequent(currentIds.slice(0, MAX_SEEDS), PAIRS_PER_SEED);
    const courses = new Map(found.courses.map((course) => [course._id.toHexString(), course]));
    const shown = coTakenIn(found.pairs, new Set(everIds)).filter(
      ({ otherId }) => courses.get(otherId)?.status === 'published',
    );
    if (shown.length === 0) return [];
    const ranked = rankBySimilarity(shown, (id) => courses.get(id)?.stats.enrollments);
    return this.courses.listItems(ranked.slice(0, MAX_RECOMMENDATIONS));
  }
}

function coTakenIn(pairs: readonly CountedPair[], ever: ReadonlySet<string>): CoTaken[] {
  return pairs.flatMap(({ _id, learners }) => {
    const [a, b] = coursesOfPair(_id);
    const [takenId, otherId] = ever.has(a) ? [a, b] : [b, a];
    return ever.has(otherId) ? [] : [{ takenId, otherId, learners }];
  });
}
