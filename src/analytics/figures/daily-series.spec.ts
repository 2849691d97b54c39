import { dailySeries } from './daily-series.js';
import { growthOf } from './growth.js';

describe('daily series', () => {
  it('fills days without a row and leaves out those before the window', () => {
    const rows = [
      { date: '2024-03-01', enrollments: 1, completions: 2, active: 3 },
      { date: '2024-02-27', enrollments: 9, completions: 9, active: 9 },
    ];
    expect(dailySeries(rows, new Date('2024-03-01T23:59:00Z'), 3)).toEqual([
      { date: '2024-02-28', enrollments: 0, completions: 0, active: 0 },
      { date: '2024-02-29', enrollments: 0, completions: 0, active: 0 },
      { date: '2024-03-01', enrollments: 1, completions: 2, active: 3 },
    ]);
  });
});

describe('growth', () => {
  it('compares with the time before, and says null where there was nothing', () => {
    expect(growthOf(15, 10)).toBe(50);
    expect(growthOf(2, 3)).toBe(-33.33);
    expect(growthOf(0, 4)).toBe(-100);
    expect(growthOf(4, 0)).toBeNull();
  });
});
