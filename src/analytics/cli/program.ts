import { Command } from 'commander';
import { runCommand, type Output } from '../../embedded/cli/run-program.js';
import type { RollupDifference } from '../rebuild/rollup-difference.js';
import type { RebuildOptions, RebuildReport } from '../rebuild/rollup-rebuild.service.js';

/** What the program works with; tests bring their own. */
export interface Surroundings extends Output {
  readonly rebuild: (options: RebuildOptions) => Promise<RebuildReport>;
}

/** Differences that are listed one by one. */
const MAX_LISTED = 1_000;

/**
 * Runs `[--check]`.
 *
 * @param args without the names of node and of the script
 * @returns the process's exit code: 1 when a check found differences, or when it failed
 */
export async function runProgram(args: readonly string[], surroundings: Surroundings): Promise<number> {
  let found = 0;
  const failed = await runCommand(
    createProgram(surroundings, (code) => (found = code)),
    args,
    surroundings,
  );
  return failed || found;
}

function createProgram({ rebuild, say }: Surroundings, exitWith: (code: number) => void): Command {
  return new Command('analytics:rebuild')
    .description('Makes the rollups again from their source rows. A server may be running meanwhile.')
    .option('--check', 'only compare: print every difference, and exit with 1 if there is any', false)
    .allowExcessArguments(false)
    .action(async ({ check }: { check: boolean }) => {
      const { differences, tookMs } = await rebuild({ check });
      for (const difference of differences.slice(0, MAX_LISTED)) say(describeDifference(difference));
      if (differences.length > MAX_LISTED) say(`… and ${differences.length - MAX_LISTED} more`);
      say(`${differences.length} differences${check ? '' : ' put right'}, ${(tookMs / 1000).toFixed(1)} s`);
      exitWith(check && differences.length > 0 ? 1 : 0);
    });
}

function describeDifference({ rollup, id, figure, missing }: RollupDifference): string {
  const amount =
    missing === undefined ? 'differs' : `is ${Math.abs(missing)} too ${missing > 0 ? 'low' : 'high'}`;
  return `${rollup} ${id}: ${figure} ${amount}`;
}
