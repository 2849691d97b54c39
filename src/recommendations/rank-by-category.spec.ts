import { rankByCategory } from './rank-by-category.js';

const courses = [
  { id: 1, category: 'law' },
  { id: 2, category: 'math' },
  { id: 3, category: 'law' },
  { id: 4, category: 'art' },
];
const rank = (...taken: string[]) => rankByCategory(courses, taken).map(({ id }) => id);

describe('popular courses by category', () => {
  it('stay in order of popularity for somebody who has taken nothing', () => {
    expect(rank()).toEqual([1, 2, 3, 4]);
  });

  it('put the categories taken most first, each in order of popularity', () => {
    expect(rank('art', 'law', 'art')).toEqual([4, 1, 3, 2]);
  });
});
