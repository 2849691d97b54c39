import { findFailures, type Gate } from './gate.js';
import { recordedRatios } from './recorded.js';
import type { Report } from './report-file.js';

/** Two targets of the engine: what is wanted at least, and at most. */
const RECORDED = { 'l2-object': 1, miss: 2 };
const ours = 'engine/redis_hit_50/tiercel_object/us';

/** A run in which both ratios are as recorded. */
const WELL: Readonly<Record<string, readonly (number | null)[]>> = {
  'engine/redis_hit_50/ioredis/us': [8, 8, 8],
  'engine/redis_hit_50/ioredis_pipelined/us': [8, 8, 8],
  [ours]: [8, 8, 8],
  'engine/miss/tiercel_bytes/us': [400, 400, 400],
  'engine/miss/query_alone/us': [200, 200, 200],
};
const SLOW = { [ours]: [80, 80, 80] };
const NONE = { [ours]: [null, null, null] };

const run = (change: Report['samples'] = {}, faults: readonly string[] = []): Report => ({
  ...{ circumstances: '', marks: {}, faults },
  samples: { ...WELL, ...change },
});

function judge(first: Report, second?: Report, gate: Partial<Gate> = {}): Promise<readonly string[]> {
  const measureAgain = () => Promise.resolve(second ? [second] : []);
  return findFailures([first], { recorded: RECORDED, countsLosses: true, measureAgain, ...gate });
}

const LOST = expect.stringMatching(/^LOST .*L2 hit as object/);
const NO_FIGURE = expect.stringMatching(/^FAILED no figure for .*L2 hit as object.*recorded 1$/);

describe('what a run is failed for', () => {
  it('is nothing where all is as recorded, or twice as bad', async () => {
    expect(await judge(run())).toEqual([]);
    expect(await judge(run({ [ours]: [16, 16, 16], 'engine/miss/tiercel_bytes/us': [800] }))).toEqual([]);
  });

  it('is a gross loss that is there again', async () => {
    expect(await judge(run(SLOW), run(SLOW))).toEqual([LOST]);
    expect(await judge(run({ 'engine/miss/tiercel_bytes/us': [900] }), run(SLOW))).toEqual([]);
  });

  it('is a loss that the second run did not measure', async () => {
    expect(await judge(run(SLOW), run(NONE))).toEqual([LOST]);
  });

  it('is a second run that failed', async () => {
    expect(await judge(run(SLOW), run({}, ['engine: crashed']))).toEqual(['FAILED engine: crashed']);
    const crashed: Report = { ...run({}, ['engine: crashed']), samples: {} };
    expect(await judge(run(SLOW), crashed)).toEqual([LOST, 'FAILED engine: crashed']);
  });

  it('is a recorded ratio without a figure', async () => {
    expect(await judge(run(NONE))).toEqual([NO_FIGURE]);
    expect(await judge({ ...run(), samples: {} })).toHaveLength(2);
    // Nothing succeeded, so nothing took any time.
    expect(await judge(run({ 'engine/miss/tiercel_bytes/us': [0] }))).toEqual([
      expect.stringMatching(/^FAILED no figure for .*a miss/),
    ]);
    expect(await judge(run({ [ours]: [0], 'engine/redis_hit_50/ioredis/us': [0] }))).toEqual([NO_FIGURE]);
  });

  it('is no loss where losses do not count, but a figure that is missing', async () => {
    expect(await judge(run(SLOW), undefined, { countsLosses: false })).toEqual([]);
    expect(await judge(run(NONE), undefined, { countsLosses: false })).toEqual([NO_FIGURE]);
  });
});

describe('what is on record for a run', () => {
  it('is what its sections measure', () => {
    const sections = ['engine', 'http', 'workloads'];
    const all = recordedRatios('quick', sections);
    expect(Object.keys(all)).toEqual(expect.arrayContaining(['course-bare', 'l2-bytes', 'browse-hits']));
    expect(Object.keys(recordedRatios('quick', ['engine'])).sort()).toEqual([
      'l2-bytes',
      'l2-object',
      'miss',
    ]);
    const apart = sections.flatMap((section) => Object.keys(recordedRatios('quick', [section])));
    expect(apart.sort()).toEqual(Object.keys(all).sort());
    expect(recordedRatios('quick', ['scale'])).toEqual({});
  });
});
