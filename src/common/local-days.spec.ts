import {
  dateOfDay,
  dayOfUtc,
  lastDates,
  localClock,
  nextMidnight,
  TimeZoneName,
  utcDate,
} from './local-days.js';

describe('local days', () => {
  const at = (text: string) => new Date(text);

  it('counts hours and weekdays from Monday, in UTC', () => {
    expect(localClock('UTC')(at('2024-02-29T23:59:59.999Z'))).toEqual({ day: 19_782, hour: 23, weekday: 3 });
    expect(localClock('UTC')(at('1969-12-31T05:00:00Z'))).toEqual({ day: -1, hour: 5, weekday: 2 });
    expect(localClock('UTC')(at('2024-03-04T00:00:00Z')).weekday).toBe(0);
  });

  it('moves an instant to the day that it has elsewhere', () => {
    const instant = at('2024-01-01T23:30:00Z');
    expect(localClock('Asia/Tokyo')(instant)).toEqual({ day: dayOfUtc(instant) + 1, hour: 8, weekday: 1 });
    expect(localClock('America/New_York')(instant)).toEqual({ day: dayOfUtc(instant), hour: 18, weekday: 0 });
  });

  it('keeps days consecutive over a change of clocks', () => {
    const berlin = localClock('Europe/Berlin');
    const before = berlin(at('2024-03-30T23:30:00Z'));
    const after = berlin(at('2024-03-31T22:30:00Z'));
    expect([before.hour, after.hour]).toEqual([0, 0]);
    expect(after.day - before.day).toBe(1);
  });

  it.each([
    ['UTC', '2026-05-01T23:59:59.999Z', '2026-05-02T00:00:00Z'],
    ['UTC', '2026-05-02T00:00:00Z', '2026-05-03T00:00:00Z'],
    ['Asia/Kathmandu', '2026-05-01T18:14:00Z', '2026-05-01T18:15:00Z'],
    ['Asia/Kathmandu', '2026-05-01T18:15:00Z', '2026-05-02T18:15:00Z'],
    // 23 and 25 hours long, and one whose first hour there is not.
    ['Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
    ['Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
    ['Africa/Cairo', '2026-04-22T22:30:00Z', '2026-04-23T22:00:00Z'],
    ['Africa/Cairo', '2026-04-23T22:00:00Z', '2026-04-24T21:00:00Z'],
  ])('knows when a day ends in %s, at %s: at %s', (zone, from, until) => {
    expect(new Date(nextMidnight(at(from).getTime(), zone))).toEqual(at(until));
  });

  it('accepts zones in any case and gives each one spelling', () => {
    expect(TimeZoneName.parse('europe/berlin')).toBe('Europe/Berlin');
    expect(TimeZoneName.parse('Etc/UTC')).toBe('UTC');
    expect(TimeZoneName.parse('utc')).toBe('UTC');
  });

  it.each(['Mars/Olympus', '+02:00', '', 'Europe/Berlin; drop', 'x'.repeat(65)])('refuses %j', (zone) => {
    expect(TimeZoneName.safeParse(zone).success).toBe(false);
  });

  it('names days', () => {
    expect(dateOfDay(19_782)).toBe('2024-02-29');
    expect(utcDate(at('2024-02-29T23:59:59Z'))).toBe('2024-02-29');
    expect(lastDates(19_783, 3)).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
  });
});
