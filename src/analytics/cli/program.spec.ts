import type { RebuildOptions, RebuildReport } from '../rebuild/rollup-rebuild.service.js';
import { runProgram } from './program.js';

const said: string[] = [];
const asked: RebuildOptions[] = [];
const differences = [
  { rollup: 'rollup_days', id: 'platform:2024-05-01', figure: 'active', missing: 2 },
  { rollup: 'rollup_platform', id: 'platform', figure: 'seconds', missing: -60 },
  { rollup: 'learners', id: '64f0c0ffee64f0c0ffee64f0', figure: 'events' },
];
const runWith = (args: string[], report: Partial<RebuildReport> = {}) =>
  runProgram(args, {
    rebuild: (options) => {
      asked.push(options);
      return Promise.resolve({ differences: [], tookMs: 1_240, ...report });
    },
    say: (line) => said.push(line),
    complain: (line) => said.push(line),
  });

beforeEach(() => {
  said.length = 0;
  asked.length = 0;
});

describe('analytics:rebuild', () => {
  it('rebuilds, and says how much it put right', async () => {
    expect(await runWith([], { differences })).toBe(0);
    expect(asked).toEqual([{ check: false }]);
    expect(said.at(-1)).toBe('3 differences put right, 1.2 s');
  });

  it('checks only, where nothing is wrong', async () => {
    expect(await runWith(['--check'])).toBe(0);
    expect(asked).toEqual([{ check: true }]);
    expect(said).toEqual(['0 differences, 1.2 s']);
  });

  it('prints every difference that a check finds, and fails', async () => {
    expect(await runWith(['--check'], { differences })).toBe(1);
    expect(said).toEqual([
      'rollup_days platform:2024-05-01: active is 2 too low',
      'rollup_platform platform: seconds is 60 too high',
      'learners 64f0c0ffee64f0c0ffee64f0: events differs',
      '3 differences, 1.2 s',
    ]);
  });

  it('refuses what it does not know', async () => {
    expect(await runWith(['--everything'])).toBe(1);
    expect(await runWith(['now'])).toBe(1);
    expect(asked).toEqual([]);
  });
});
