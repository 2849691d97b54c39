import type { Fault } from './fault.js';
import { GONE, History } from './history.js';
import { judgePhase, summarize, type PhaseReport } from './phase-report.js';

const WELL: PhaseReport = {
  ...{ name: 'a phase', seconds: 1, reads: 10, writes: 5, acknowledged: 5, faults: { FLUSHALL: 1 } },
  ...{
    staleness: { p50: 0, p99: 0, max: 0 },
    staleReads: 0,
    softReads: 3,
    tokenReads: 5,
    bypasses: 0,
    failed: 0,
  },
  ...{ availability: 100, hits: 80, compared: {}, residentMb: [200], load: 1, violations: [] },
};

function judge(change: Partial<PhaseReport>, strikes: Fault['strikes'] = 'redis'): string[] {
  return judgePhase({ ...WELL, ...change }, [{ strikes }]).map(({ rule, text }) => `${rule}: ${text}`);
}

describe('what a phase of the chaos is held to', () => {
  it('finds nothing in one that went well', () => {
    expect(judge({})).toEqual([]);
  });

  it.each([
    [{ failed: 1 }, '1 requests failed'],
    [{ bypasses: 2 }, '2 bypasses'],
    [{ staleReads: 3 }, '3 stale answers'],
    [{ hits: 50 }, 'only 50 %'],
  ])('lets Redis cost nothing: %j', (change, text) => {
    expect(judge(change)).toEqual([expect.stringContaining(text)]);
    expect(judge(change, 'mongo')).toEqual([]);
  });

  it('finds memory that grew, and a phase in which nothing happened', () => {
    expect(judge({ residentMb: [100, 600] }, 'mongo')).toEqual([expect.stringContaining('memory')]);
    expect(judge({ reads: 0 }, 'mongo')).toEqual([expect.stringContaining('nothing was read')]);
    expect(judge({ acknowledged: 0 }, 'mongo')).toEqual([expect.stringContaining('nothing was read')]);
    expect(judge({ faults: {} }, 'mongo')).toEqual([expect.stringContaining('no fault')]);
  });

  it('counts from the history', () => {
    const history = new History();
    const timed = { client: 'one', instance: 0, began: 0, ended: 1 };
    for (const [status, cacheStatus] of [
      [200, 'tiercel; hit'],
      [200, 'tiercel; fwd=bypass; detail=tail-behind'],
      [503, ''],
      [0, ''],
    ] as const)
      history.add({ ...timed, kind: 'request', path: 'GET /courses', status, cacheStatus });
    for (const version of [GONE, null])
      history.add({
        ...{ ...timed, kind: 'write', object: 'course:1', version, mark: null, deletes: true, status: 204 },
      });
    // What a write makes some course count is no write of its own.
    history.add({
      ...{ ...timed, kind: 'write', object: 'taught:1', version: 1, mark: null, deletes: false, status: 200 },
    });
    history.add({ kind: 'fault', name: 'FLUSHALL', began: 0, ended: 1 });
    const { staleness, staleReads, softReads, tokenReads, compared, residentMb, violations } = WELL;
    const rest = { staleness, staleReads, softReads, tokenReads, compared, residentMb, violations };
    expect(summarize({ name: 'a phase', seconds: 1 }, history, rest)).toMatchObject({
      ...{ reads: 4, writes: 2, acknowledged: 1, failed: 2, availability: 50, hits: 50, bypasses: 1 },
      faults: { FLUSHALL: 1 },
    });
  });
});
