import { InvalidInputError } from '../../common/index.js';
import { settleEventTime } from './event-time.js';

const at = (text: string) => new Date(`2024-05-${text}Z`);
const ENROLLED = at('01T08:00:00');
const NOW = at('10T12:00:00');
const settle = (when: Date, enrolled = ENROLLED) => settleEventTime(when, enrolled, NOW).toISOString();

describe('the time of an event that is reported afterwards', () => {
  it('is its own', () => {
    expect(settle(at('07T20:15:00'))).toBe('2024-05-07T20:15:00.000Z');
  });

  it('is now for a clock that is a little ahead, and no further', () => {
    expect(settle(at('10T12:05:00'))).toBe(NOW.toISOString());
    expect(() => settle(at('10T12:05:01'))).toThrow(InvalidInputError);
  });

  it('is that of the enrolment for a clock that is a little behind, and no further', () => {
    expect(settle(at('01T07:55:00'))).toBe(ENROLLED.toISOString());
    expect(() => settle(at('01T07:54:59'))).toThrow('before the enrolment');
  });

  it('is at most 90 days ago', () => {
    const longAgo = new Date('2023-01-01T00:00:00Z');
    expect(settle(new Date('2024-02-10T12:00:00Z'), longAgo)).toBe('2024-02-10T12:00:00.000Z');
    expect(() => settle(new Date('2024-02-10T11:59:59Z'), longAgo)).toThrow('90 days');
  });
});
