import { UnavailableError } from '../../common/index.js';
import { Flights, MAX_FLIGHTS, type Passenger } from './flights.js';

/** Tells what it landed with and whether it had joined. */
const telling: Passenger<number, string> = {
  landed: (value, joined) => `${value}${joined ? ' joined' : ''}`,
  failed: (error) => (error as Error).message,
};

describe('flights', () => {
  it('fetch once for all who join, and anew for who comes after', async () => {
    const flights = new Flights<number>();
    let fetched = 0;
    const fetch = async (): Promise<number> => (fetched += 1);
    const both = [flights.join('a', fetch, telling), flights.join('a', fetch, telling)];
    expect([flights.mayBegin('a'), flights.mayBegin('b')]).toEqual([false, true]);
    expect(await Promise.all(both)).toEqual(['1', '1 joined']);
    expect(await flights.join('a', fetch, telling)).toBe('2');
  });

  it('share a failure, and leave nothing behind', async () => {
    const flights = new Flights<number>();
    const fail = async (): Promise<number> => {
      throw new Error('no');
    };
    const both = [flights.join('a', fail, telling), flights.join('a', fail, telling)];
    expect(await Promise.all(both)).toEqual(['no', 'no']);
    expect(flights.size).toBe(0);
  });

  it('fail alone with a passenger that fails, and let one that has landed set off another', async () => {
    const flights = new Flights<number>();
    const fetch = async (): Promise<number> => 1;
    const failing: Passenger<number, string> = {
      ...telling,
      landed: () => {
        throw new Error('mine');
      },
    };
    const again: Passenger<number, string> = {
      ...telling,
      landed: () => flights.join('a', async () => 2, telling),
    };
    const [first, second] = [flights.join('a', fetch, failing), flights.join('a', fetch, again)];
    await expect(first).rejects.toThrow('mine');
    expect(await second).toBe('2');
    expect(flights.size).toBe(0);
  });

  it('send readers away rather than grow without end', async () => {
    const flights = new Flights<number>();
    const never = (): Promise<number> => new Promise(() => {});
    for (let key = 0; key < MAX_FLIGHTS; key += 1) void flights.join(String(key), never, telling);
    const sent: Passenger<number, unknown> = { ...telling, failed: (error) => error };
    expect(await flights.join('one more', never, sent)).toBeInstanceOf(UnavailableError);
    expect(flights.mayBegin('one more')).toBe(false);
    expect(flights.size).toBe(MAX_FLIGHTS);
  });
});
