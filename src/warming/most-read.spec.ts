import type { Read } from '../cache/index.js';
import { MostRead } from './most-read.js';

const MINUTE = 60_000;
const row = { key: (params: unknown) => `key:${String(params)}` };
const read = (params: number) => ({ row, params }) as unknown as Read;
const listed = (counts: MostRead, now = 0) => counts.list(3, now).map(({ params }) => Number(params));

describe('the most-read keys', () => {
  it('are those seen most often, and none that was seen once', () => {
    const counts = new MostRead();
    for (const params of [1, 2, 2, 2, 3, 3, 4]) counts.see(read(params), 0);
    expect(listed(counts)).toEqual([2, 3]);
  });

  it('are those of the last hour: what was read before fades', () => {
    const counts = new MostRead();
    for (let time = 0; time < 20; time += 1) counts.see(read(1), 0);
    for (let time = 0; time < 5; time += 1) counts.see(read(2), 60 * MINUTE);
    expect(listed(counts, 60 * MINUTE)).toEqual([2, 1]);
  });

  it('are none that were seen once in the last hour, whatever was before', () => {
    const counts = new MostRead();
    for (let time = 0; time < 20; time += 1) counts.see(read(1), 0);
    expect(listed(counts, 61 * MINUTE)).toEqual([]);
    counts.see(read(2), 0);
    counts.see(read(2), 300 * MINUTE);
    expect(listed(counts, 300 * MINUTE)).toEqual([]);
    counts.see(read(2), 359 * MINUTE);
    expect(listed(counts, 359 * MINUTE)).toEqual([2]);
  });

  it('are found among a million keys that are read once each, in bounded memory', () => {
    const counts = new MostRead();
    for (let params = 10; params < 1_000_000; params += 1) {
      counts.see(read(params), params);
      if (params % 100 === 0) counts.see(read(1), params);
      if (params % 200 === 0) counts.see(read(2), params);
    }
    expect(counts.size).toBe(4_096);
    expect(listed(counts, 1_000_000)).toEqual([1, 2]);
  });
});
