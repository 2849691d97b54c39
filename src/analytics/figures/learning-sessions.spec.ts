import { measureSessions } from './learning-sessions.js';

describe('learning sessions', () => {
  const MINUTE = 60_000;

  it('are none without events', () => {
    expect(measureSessions([])).toEqual({
      count: 0,
      mean_seconds: 0,
      median_seconds: null,
      p90_seconds: null,
    });
  });

  it('are split by a gap of 30 minutes and not by less', () => {
    const start = 1_700_000_000_000;
    expect(measureSessions([start, start + 30 * MINUTE]).count).toBe(2);
    expect(measureSessions([start, start + 30 * MINUTE - 1]).count).toBe(1);
  });

  it('last from their first event to their last', () => {
    const times = [0, 10, 25, /* gap */ 100, 120, /* gap */ 200].map((minutes) => minutes * MINUTE);
    expect(measureSessions(times)).toEqual({
      count: 3,
      mean_seconds: 900,
      median_seconds: 1200,
      p90_seconds: 1440,
    });
  });
});
