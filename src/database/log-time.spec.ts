import { Timestamp } from 'mongodb';
import { atSecond, fromTimestamp, secondsOf, toTimestamp } from './log-time.js';

describe('log time', () => {
  it('is exact and ordered up to the last second that a timestamp can name', () => {
    const last = new Timestamp({ t: 0xffff_ffff, i: 2 ** 20 - 1 });
    expect(Number.isSafeInteger(fromTimestamp(last))).toBe(true);
    expect(toTimestamp(fromTimestamp(last)).equals(last)).toBe(true);
    expect(fromTimestamp(new Timestamp({ t: 5, i: 2 }))).toBeGreaterThan(
      fromTimestamp(new Timestamp({ t: 5, i: 1 })),
    );
    expect(fromTimestamp(new Timestamp({ t: 6, i: 0 }))).toBeGreaterThan(
      fromTimestamp(new Timestamp({ t: 5, i: 9 })),
    );
  });

  it('knows its second', () => {
    expect(secondsOf(fromTimestamp(new Timestamp({ t: 1_700_000_000, i: 77 })))).toBe(1_700_000_000);
    expect(atSecond(7)).toBe(fromTimestamp(new Timestamp({ t: 7, i: 0 })));
  });

  it('refuses an increment that would run into the next second', () => {
    expect(() => fromTimestamp(new Timestamp({ t: 1, i: 2 ** 20 }))).toThrow(RangeError);
  });
});
