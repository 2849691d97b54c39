import { localClock } from '../../common/local-days.js';
import { measureStreak, totalByDay, type DatedEvent } from './streak.js';

const TODAY = 20_000;
const watchedToday = (seconds: number) =>
  measureStreak(new Map([[TODAY, { seconds, completions: 0 }]]), TODAY);

describe('streak', () => {
  const done = { seconds: 0, completions: 1 };
  const days = (...offsets: number[]) => new Map(offsets.map((offset) => [TODAY + offset, done]));

  it('is nothing before anything was done', () => {
    expect(measureStreak(new Map(), TODAY)).toEqual({ current_days: 0, longest_days: 0 });
  });

  it('counts consecutive days up to today', () => {
    expect(measureStreak(days(0, -1, -2, -4), TODAY)).toEqual({ current_days: 3, longest_days: 3 });
  });

  it('survives if its last day was yesterday, and not if it was the day before', () => {
    expect(measureStreak(days(-1, -2), TODAY).current_days).toBe(2);
    expect(measureStreak(days(-2, -3), TODAY)).toEqual({ current_days: 0, longest_days: 2 });
  });

  it('remembers the longest', () => {
    expect(measureStreak(days(0, -10, -11, -12, -13, -20), TODAY)).toEqual({
      current_days: 1,
      longest_days: 4,
    });
  });

  it('counts a day with 60 seconds and not one with 59, nor a mere enrolment', () => {
    expect(watchedToday(60).current_days).toBe(1);
    expect(watchedToday(59).current_days).toBe(0);
    expect(watchedToday(0).current_days).toBe(0);
  });

  it('does not look into the future', () => {
    expect(measureStreak(days(0, 1, 2), TODAY)).toEqual({ current_days: 1, longest_days: 1 });
  });

  it('adds events up by the day they have in the learner’s zone', () => {
    const events: DatedEvent[] = [
      { kind: 'enrollment', at: new Date('2024-05-01T10:00:00Z') },
      { kind: 'heartbeat', at: new Date('2024-05-01T22:30:00Z'), seconds: 40 },
      { kind: 'heartbeat', at: new Date('2024-05-01T23:30:00Z'), seconds: 30 },
      { kind: 'completion', at: new Date('2024-05-02T01:00:00Z') },
    ];
    expect([...totalByDay(events, localClock('UTC')).values()]).toEqual([
      { seconds: 70, completions: 0 },
      { seconds: 0, completions: 1 },
    ]);
    expect([...totalByDay(events, localClock('Europe/Paris')).values()]).toEqual([
      { seconds: 0, completions: 0 },
      { seconds: 70, completions: 1 },
    ]);
  });
});
