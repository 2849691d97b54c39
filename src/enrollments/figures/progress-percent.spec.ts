import type { Outline } from './outline.js';
import { countRequired, isAllDone, progressPercent } from './progress-percent.js';

const lesson = (id: string, required = true) => ({ id, title: id, required, addedAt: null });

describe('progress percentage', () => {
  const outline: Outline = {
    sections: [
      { id: 's1', lessons: [lesson('a'), lesson('x', false)] },
      { id: 's2', lessons: [lesson('b'), lesson('c')] },
    ],
  };

  it('is floored', () => {
    expect(progressPercent(1, 3)).toBe(33);
    expect(progressPercent(2, 3)).toBe(66);
    expect(progressPercent(29, 100)).toBe(29);
  });

  it('is 100 only when all is done, however many there are', () => {
    expect(progressPercent(1_999, 2_000)).toBe(99);
    expect(progressPercent(2_000, 2_000)).toBe(100);
  });

  it('is null where nothing is required', () => {
    expect(progressPercent(0, 0)).toBeNull();
  });

  it('counts neither optional lessons nor those that are gone', () => {
    expect(countRequired(outline, new Set(['a', 'x', 'deleted']))).toEqual({ done: 1, total: 3 });
  });

  it('is all done with every required lesson, and never in a course that requires none', () => {
    expect(isAllDone(outline, new Set(['a', 'b']))).toBe(false);
    expect(isAllDone(outline, new Set(['a', 'b', 'c']))).toBe(true);
    expect(isAllDone({ sections: [{ id: 's', lessons: [lesson('x', false)] }] }, new Set(['x']))).toBe(false);
  });
});
