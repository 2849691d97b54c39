import type { FloodReport } from './flood.js';
import { findFaults } from './verdict.js';

const phase = { asked: 10, wanted: 10, statuses: {}, surprises: [], seconds: 1 };
const WELL: FloodReport = {
  cacheMb: 64,
  counts: { ids: 10, malformed: 1, lists: 2 },
  malformed: { ...phase, courseReads: 0 },
  flood: { ...phase, courseReads: 12 },
  ...{ warmMb: 180, mostMb: 394, heldMb: 63, samples: [] },
};

describe('the verdict on a flood', () => {
  it('finds no fault in one that did no harm', () => {
    expect(findFaults(WELL)).toEqual([]);
  });

  it.each<[string, Partial<FloodReport>, RegExp]>([
    ['grew by more than its cache and 150 MiB', { mostMb: 394.5 }, /grew by 214.5 MiB/],
    ['was never measured', { warmMb: Number.NaN }, /grew by NaN/],
    ['never filled its cache', { heldMb: 40 }, /was not filled/],
    [
      'asked MongoDB for what is no id',
      { malformed: { ...phase, courseReads: 1 } },
      /1 times for what is malformed/,
    ],
    ['did not ask MongoDB for each id', { flood: { ...phase, courseReads: 11 } }, /11 times for 12/],
    ['answered wrongly', { flood: { ...WELL.flood, surprises: ['500 /courses'] } }, /answered 500/],
    ['was too slow', { flood: { ...WELL.flood, asked: 9 } }, /only 9 of 10/],
  ])('names one that %s', (_what, change, fault) => {
    const faults = findFaults({ ...WELL, ...change });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(fault);
  });
});
