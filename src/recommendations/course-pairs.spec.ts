import { coursesOfPair, pairChanges, PAIRED_BEFORE, pairId } from './course-pairs.js';

/** Pairs of a learner's courses in order of enrolling, the plain way. */
function pairsOf(courses: readonly string[]): Set<string> {
  return new Set(
    courses.flatMap((course, index) =>
      courses.slice(Math.max(0, index - PAIRED_BEFORE), index).map((earlier) => pairId(earlier, course)),
    ),
  );
}

/** What the same learner's pairs differ by after an enrolment at `place`. */
function difference(courses: readonly string[], place: number): Record<string, number> {
  const before = pairsOf(courses);
  const after = pairsOf(courses.toSpliced(place, 0, 'new'));
  return Object.fromEntries([
    ...[...after].filter((id) => !before.has(id)).map((id) => [id, 1]),
    ...[...before].filter((id) => !after.has(id)).map((id) => [id, -1]),
  ]);
}

const neighboursAt = (courses: readonly string[], place: number) => ({
  before: courses.slice(Math.max(0, place - PAIRED_BEFORE), place),
  after: courses.slice(place, place + PAIRED_BEFORE),
});
const courses = (count: number) => Array.from({ length: count }, (_, index) => `c${100 + index}`);

describe('an enrolment’s pairs', () => {
  it('are named the same from both courses', () => {
    expect(pairId('b', 'a')).toBe(pairId('a', 'b'));
    expect(coursesOfPair(pairId('b', 'a'))).toEqual(['a', 'b']);
  });

  it('are none for a first course', () => {
    expect(pairChanges('new', { before: [], after: [] })).toEqual({});
  });

  it(`are those with the ${PAIRED_BEFORE} courses before it`, () => {
    const before = courses(PAIRED_BEFORE);
    const changes = pairChanges('new', { before, after: [] });
    expect(changes).toEqual(Object.fromEntries(before.map((course) => [pairId('new', course), 1])));
  });

  it('are what the learner’s pairs differ by, wherever it comes in', () => {
    for (let count = 0; count <= 3 * PAIRED_BEFORE; count += 1) {
      const taken = courses(count);
      for (let place = 0; place <= count; place += 1) {
        expect(pairChanges('new', neighboursAt(taken, place))).toEqual(difference(taken, place));
      }
    }
  });
});
