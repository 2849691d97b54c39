import { ratingEffects } from './reviews.service.js';

describe('what a review adds to a course’s ratings', () => {
  it('is one more when it is new', () => {
    expect(ratingEffects(null, 4)).toEqual({ rating: { sum: 4, count: 1, stars: { 4: 1 } } });
  });

  it('is the difference when it replaces another', () => {
    expect(ratingEffects(5, 2)).toEqual({ rating: { sum: -3, count: 0, stars: { 5: -1, 2: 1 } } });
  });

  it('is one less when it goes', () => {
    expect(ratingEffects(3, null)).toEqual({ rating: { sum: -3, count: -1, stars: { 3: -1 } } });
  });
});
