import { Command, InvalidArgumentError, Option } from 'commander';
import { runCommand, type Output } from '../../embedded/cli/run-program.js';
import { describeSummary, type ImportSummary } from '../import-summary.js';
import type { Progress } from '../progress/progress.js';
import type { ImportSession } from './session.js';

/** What the program works with; tests bring their own. */
export interface Surroundings extends Output {
  /** Opens the database, once the arguments are known to be right, and closes it after what is performed on it. */
  readonly work: (perform: (session: ImportSession) => Promise<void>) => Promise<void>;
  readonly progress: Progress;
  readonly now: () => Date;
}

type Work = (session: ImportSession) => Promise<ImportSummary>;

/**
 * Runs `oulad DIR [--strict]`, `courses FILE [--strict]` or `seed [--courses N] [--users N] [--seed N]`.
 *
 * @param args without the names of node and of the script
 * @returns the process's exit code; faults that a person can put right are told in one line
 */
export function runProgram(args: readonly string[], surroundings: Surroundings): Promise<number> {
  return runCommand(createProgram(surroundings), args, surroundings);
}

function createProgram(surroundings: Surroundings): Command {
  const { progress, now } = surroundings;
  const perform = (work: Work): Promise<void> => performWork(work, surroundings);
  const program = new Command('import').description('Brings data in. Run twice, it changes nothing.');
  const strict = new Option('--strict', 'stop at the first malformed row, with nothing written').default(
    false,
  );
  program
    .command('oulad')
    .description('the Open University Learning Analytics Dataset')
    .argument('<dir>', 'folder of its CSV files')
    .addOption(strict)
    .action((dir: string, options: { strict: boolean }) =>
      perform(({ oulad }) => oulad.run(dir, { progress, strict: options.strict })),
    );
  program
    .command('courses')
    .description(
      'a course catalogue in UTF-8: title, and any of summary, category, level, language, price, tags, instructor, published_at',
    )
    .argument('<file>', 'CSV file')
    .addOption(strict)
    .action((file: string, options: { strict: boolean }) =>
      perform(({ catalogue }) => catalogue.run(file, { progress, strict: options.strict, now: now() })),
    );
  program
    .command('seed')
    .description('synthetic data in proportions taken from published figures')
    .option('--courses <n>', 'how many courses', wholeNumber(1, 20_000), 100)
    .option('--users <n>', 'how many learners', wholeNumber(1, 1_000_000), 1_000)
    .option('--seed <n>', 'another number, other data', wholeNumber(0, 2 ** 31), 1)
    .action((size: { courses: number; users: number; seed: number }) =>
      perform(({ synthetic }) => synthetic.run(size, progress, now())),
    );
  for (const command of [program, ...program.commands]) command.showSuggestionAfterError(false);
  return program;
}

async function performWork(run: Work, { work, progress, say }: Surroundings): Promise<void> {
  const began = performance.now();
  await work(async (session) => {
    const summary = await run(session);
    const step = progress.begin('computing the rollups', 1);
    try {
      await session.rebuildRollups();
      step.advance(1);
    } finally {
      step.end();
    }
    for (const line of describeSummary(summary)) say(line);
    say(`took ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  });
}

function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };
}
