import { localClock } from '../../common/local-days.js';
import { describePatterns, type PatternEvent } from './student-patterns.js';

// A Wednesday.
const NOW = new Date('2024-05-15T12:00:00Z');
const done = (at: string, category = 'math'): PatternEvent => ({
  kind: 'completion',
  at: new Date(at),
  category,
});
const watched = (at: string, seconds: number): PatternEvent => ({
  kind: 'heartbeat',
  at: new Date(at),
  seconds,
  category: 'math',
});
const describeIn = (zone: string, events: PatternEvent[]) => describePatterns(events, localClock(zone), NOW);

describe('student patterns', () => {
  it('of somebody who did nothing are empty', () => {
    expect(describeIn('UTC', [])).toEqual({
      hour_histogram: Array.from({ length: 24 }, () => 0),
      weekday_histogram: [0, 0, 0, 0, 0, 0, 0],
      sessions: { count: 0, mean_seconds: 0, median_seconds: null, p90_seconds: null },
      streak: { current_days: 0, longest_days: 0 },
      pace: { completions_per_week: 0, median_gap_hours: null },
      categories: [],
      preferred_time: null,
      consistency: 0,
    });
  });

  it('count completions by hour and weekday in the zone asked for', () => {
    const events = [done('2024-05-12T23:30:00Z'), watched('2024-05-12T08:00:00Z', 60)];
    const utc = describeIn('UTC', events);
    expect(utc.hour_histogram[23]).toBe(1);
    expect(utc.weekday_histogram).toEqual([0, 0, 0, 0, 0, 0, 1]);
    expect(utc.preferred_time).toBe('evening');
    const paris = describeIn('Europe/Paris', events);
    expect(paris.hour_histogram[1]).toBe(1);
    expect(paris.weekday_histogram).toEqual([1, 0, 0, 0, 0, 0, 0]);
    expect(paris.preferred_time).toBe('night');
  });

  it('make sessions of every kind of event, in whatever order they come', () => {
    const { sessions } = describeIn('UTC', [
      watched('2024-05-14T10:20:00Z', 60),
      done('2024-05-14T10:00:00Z'),
      { kind: 'enrollment', at: new Date('2024-05-01T10:00:00Z'), category: 'math' },
    ]);
    expect(sessions).toEqual({ count: 2, mean_seconds: 600, median_seconds: 600, p90_seconds: 1080 });
  });

  it('measure the pace over four weeks and gaps over all completions', () => {
    const { pace } = describeIn('UTC', [
      done('2024-04-01T12:00:00Z'),
      done('2024-04-17T12:00:00Z'),
      done('2024-04-17T12:00:01Z'),
      done('2024-05-15T12:00:00Z'),
    ]);
    expect(pace).toEqual({ completions_per_week: 0.5, median_gap_hours: 384 });
  });

  it('share completions among categories, largest first, equal ones by name', () => {
    const { categories } = describeIn('UTC', [
      done('2024-05-01T00:00:00Z', 'b'),
      done('2024-05-01T00:00:00Z', 'a'),
      done('2024-05-01T00:00:00Z', 'c'),
      done('2024-05-01T00:00:00Z', 'c'),
    ]);
    expect(categories).toEqual([
      { category: 'c', share: 50 },
      { category: 'a', share: 25 },
      { category: 'b', share: 25 },
    ]);
  });

  it('call consistency the days with an event, of those since the first', () => {
    expect(describeIn('UTC', [done('2024-05-12T00:00:00Z'), done('2024-05-15T11:00:00Z')]).consistency).toBe(
      50,
    );
    expect(describeIn('UTC', [done('2024-05-15T00:00:00Z')]).consistency).toBe(100);
  });

  it('end at the time of computation', () => {
    expect(describeIn('UTC', [done('2024-05-15T12:00:01Z')]).sessions.count).toBe(0);
  });
});
