import { rankBySimilarity } from './similarity.js';

const sizes: Record<string, number> = { mine: 100, also: 100, everybody: 10_000, niche: 20, kin: 80 };
const rank = (...pairs: readonly [takenId: string, otherId: string, learners: number][]) =>
  rankBySimilarity(
    pairs.map(([takenId, otherId, learners]) => ({ takenId, otherId, learners })),
    (courseId) => sizes[courseId],
  );

describe('similar courses', () => {
  it('are none of no pairs', () => {
    expect(rank()).toEqual([]);
  });

  it('do not begin with the course that everybody takes', () => {
    expect(rank(['mine', 'everybody', 90], ['mine', 'kin', 40], ['mine', 'niche', 5])).toEqual([
      'kin', // 40 ÷ √(100·80) = 0.447
      'niche', // 5 ÷ √(100·20) = 0.112
      'everybody', // 90 ÷ √(100·10,000) = 0.090
    ]);
  });

  it('are added up over the courses taken', () => {
    expect(rank(['mine', 'kin', 40], ['mine', 'niche', 15], ['also', 'niche', 15])).toEqual(['niche', 'kin']);
  });

  it('leave out what is not known', () => {
    expect(rank(['mine', 'gone', 40], ['gone', 'kin', 40], ['mine', 'niche', 1])).toEqual(['niche']);
  });

  it('have one order where they are equally like', () => {
    const equals = ['kin', 'kin2'].map((id) => ({ takenId: 'mine', otherId: id, learners: 4 }));
    const sizeOf = () => 9;
    expect(rankBySimilarity(equals, sizeOf)).toEqual(rankBySimilarity(equals.toReversed(), sizeOf));
  });
});
