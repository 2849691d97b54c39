import { UnavailableError } from '../../common/index.js';
import { Flights, MAX_FLIGHTS } from './flights.js';

describe('flights', () => {
  it('fetch once for all who join, and anew for who comes after', async () => {
    const flights = new Flights<number>();
    let fetched = 0;
    const fetch = async (): Promise<number> => (fetched += 1);
    const [first, second] = [flights.join('a', fetch), flights.join('a', fetch)];
    expect([first.joined, second.joined]).toEqual([false, true]);
    expect([flights.mayBegin('a'), flights.mayBegin('b')]).toEqual([false, true]);
    expect(await Promise.all([first.landed, second.landed])).toEqual([1, 1]);
    expect(await flights.join('a', fetch).landed).toBe(2);
  });

  it('share a failure, and leave nothing behind', async () => {
    const flights = new Flights<number>();
    const fail = async (): Promise<number> => {
      throw new Error('no');
    };
    const all = [flights.join('a', fail), flights.join('a', fail)].map(({ landed }) => landed);
    const results = await Promise.allSettled(all);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(flights.size).toBe(0);
  });

  it('send readers away rather than grow without end', () => {
    const flights = new Flights<void>();
    const never = (): Promise<void> => new Promise(() => {});
    for (let key = 0; key < MAX_FLIGHTS; key += 1) void flights.join(String(key), never);
    expect(() => flights.join('one more', never)).toThrow(UnavailableError);
    expect(flights.join('0', never).joined).toBe(true);
    expect(flights.mayBegin('one more')).toBe(false);
  });
});
