import { Command, CommanderError } from 'commander';
import { ConfigurationError } from '../../../config/index.js';
import { AppError } from '../../common/index.js';
import { EmbeddedServerError } from '../../embedded/embedded.errors.js';
import type { RollupDifference } from '../rebuild/rollup-difference.js';
import type { RebuildOptions, RebuildReport } from '../rebuild/rollup-rebuild.service.js';

/** What the program works with; tests bring their own. */
export interface Surroundings {
  readonly rebuild: (options: RebuildOptions) => Promise<RebuildReport>;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
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
  let exitCode = 0;
  const program = createProgram(surroundings, (code) => (exitCode = code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (fault) {
    // Commander has told it already.
    if (fault instanceof CommanderError) return fault.exitCode;
    surroundings.complain(`error: ${describeFault(fault)}`);
    return 1;
  }
}

function createProgram({ rebuild, say, complain }: Surroundings, exitWith: (code: number) => void): Command {
  return new Command('analytics:rebuild')
    .description('Makes the rollups again from their source rows. A server may be running meanwhile.')
    .option('--check', 'only compare: print every difference, and exit with 1 if there is any', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => say(text.trimEnd()),
      writeErr: (text) => complain(text.trimEnd()),
    })
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

/** @throws whatever nobody foresaw */
function describeFault(fault: unknown): string {
  const isForeseen = [AppError, ConfigurationError, EmbeddedServerError].some(
    (kind) => fault instanceof kind,
  );
  if (isForeseen && fault instanceof Error) return fault.message;
  throw fault;
}
