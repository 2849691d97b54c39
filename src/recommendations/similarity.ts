/** A course that learners of a course of somebody's also took. */
export interface CoTaken {
  /** The course of somebody's. */
  readonly takenId: string;
  readonly otherId: string;
  /** Learners who took both. */
  readonly learners: number;
}

/**
 * Courses by how much like somebody's they are, the most first; equals in the order of their ids.
 *
 * A course's likeness is the sum of its cosines with the courses taken, each course being the vector of
 * its learners: |A ∩ B| ÷ √(|A|·|B|). So a course that everybody takes, and that is therefore in the most
 * pairs, does not come first everywhere. Item-to-item collaborative filtering: G. Linden, B. Smith,
 * J. York, _Amazon.com Recommendations_, IEEE Internet Computing 7(1), 2003.
 *
 * @param enrollments how many ever enrolled in a course; courses that it does not know are left out.
 */
export function rankBySimilarity(
  pairs: readonly CoTaken[],
  enrollments: (courseId: string) => number | undefined,
): string[] {
  const likeness = new Map<string, number>();
  for (const { takenId, otherId, learners } of pairs) {
    const product = (enrollments(takenId) ?? 0) * (enrollments(otherId) ?? 0);
    if (product > 0) likeness.set(otherId, (likeness.get(otherId) ?? 0) + learners / Math.sqrt(product));
  }
  return [...likeness]
    .toSorted(([a, likenessA], [b, likenessB]) => likenessB - likenessA || (a < b ? -1 : 1))
    .map(([id]) => id);
}
