import { meanOf, percentile, percentOf, roundFigure, sortAscending } from './statistics.js';

describe('statistics', () => {
  it('rounds to two decimals and knows no negative zero', () => {
    expect(roundFigure(2 / 3)).toBe(0.67);
    expect(roundFigure(-33.333)).toBe(-33.33);
    expect(Object.is(roundFigure(-0.001), 0)).toBe(true);
  });

  it('gives percentages, and 0 of nothing', () => {
    expect(percentOf(1, 3)).toBe(33.33);
    expect(percentOf(0, 0)).toBe(0);
  });

  it('interpolates linearly between closest ranks', () => {
    expect(percentile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(percentile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(percentile([15, 20, 35, 40, 50], 0.4)).toBe(29);
    expect(percentile([7], 0.9)).toBe(7);
    expect(percentile([1, 9], 1)).toBe(9);
  });

  it('has no percentile of nothing', () => {
    expect(percentile([], 0.5)).toBeNull();
  });

  it('averages, and says 0 of nothing', () => {
    expect(meanOf([1, 2, 2])).toBe(1.67);
    expect(meanOf([])).toBe(0);
  });

  it('sorts by value, not by text, and leaves its input alone', () => {
    const values = [10, 9, 100];
    expect(sortAscending(values)).toEqual([9, 10, 100]);
    expect(values).toEqual([10, 9, 100]);
  });
});
