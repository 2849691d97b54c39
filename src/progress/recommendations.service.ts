import { Injectable } from '@nestjs/common';
import { CoursesService, type CourseItemBody } from '../courses/index.js';

/** Popular courses that are looked at, of which the best fitting are shown. */
const CANDIDATES = 48;
export const MAX_RECOMMENDATIONS = 6;

/** Courses that a learner may like. */
@Injectable()
export class Recommendations {
  constructor(private readonly courses: CoursesService) {}

  /**
   * Popular courses that the learner has not taken: those of the categories they learn most come first,
   * within one category the more popular.
   * @param takenIds courses ever enrolled in, dropped ones too
   * @param categories of the courses taken, one each
   */
  async recommend(takenIds: readonly string[], categories: readonly string[]): Promise<CourseItemBody[]> {
    const candidates = await this.courses.listTop('popular', CANDIDATES, takenIds);
    return rankByCategory(candidates, categories).slice(0, MAX_RECOMMENDATIONS);
  }
}

/** Sorts by how often the course's category was taken; the order of equals stays. */
export function rankByCategory<T extends { readonly category: string }>(
  candidates: readonly T[],
  categories: readonly string[],
): T[] {
  const taken = new Map<string, number>();
  for (const category of categories) taken.set(category, (taken.get(category) ?? 0) + 1);
  return candidates.toSorted((a, b) => (taken.get(b.category) ?? 0) - (taken.get(a.category) ?? 0));
}
