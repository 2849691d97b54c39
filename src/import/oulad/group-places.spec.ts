import { groupPlaces } from './group-places.js';

describe('grouping places', () => {
  it('finds the places of a group in the order of the column', () => {
    const grouped = groupPlaces([2, 0, 2, 3, 0, 2], 5);
    expect([0, 1, 2, 3, 4].map((group) => grouped.placesOf(group))).toEqual([[1, 4], [], [0, 2, 5], [3], []]);
  });

  it('has nothing for an empty column', () => {
    expect(groupPlaces([], 2).placesOf(1)).toEqual([]);
  });
});
