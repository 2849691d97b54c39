import { Expectation } from './expectation.js';

describe('what Redis is expected to hold', () => {
  it('is a value at first, and again after two values', () => {
    const expectation = new Expectation();
    expect(expectation.isLikely('course')).toBe(true);
    for (let miss = 0; miss < 10; miss += 1) expectation.note('course', false);
    expect(expectation.isLikely('course')).toBe(false);
    expectation.note('course', true);
    expect(expectation.isLikely('course')).toBe(false);
    expectation.note('course', true);
    expect(expectation.isLikely('course')).toBe(true);
  });

  it('is not overturned by one exception, and is each kind’s own', () => {
    const expectation = new Expectation();
    for (let hit = 0; hit < 10; hit += 1) expectation.note('course', true);
    expectation.note('course', false);
    expect(expectation.isLikely('course')).toBe(true);
    for (let miss = 0; miss < 2; miss += 1) expectation.note('progress', false);
    expect(expectation.isLikely('progress')).toBe(false);
    expect(expectation.isLikely('course')).toBe(true);
  });
});
