import { CommanderError, type Command } from 'commander';
import { ConfigurationError, loadEmbeddedConfig, type AppConfig } from '../../../config/index.js';
import { AppError, PlainError } from '../../common/index.js';
import { assertReachable } from '../assert-reachable.js';
import { joinEnvironment } from '../environment.js';
import { exitOnSignals } from '../exit-on-signals.js';

/** Where a program's results and its complaints go; tests bring their own. */
export interface Output {
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** Results to standard output, all else to standard error. */
export const TERMINAL: Output = {
  say: (line) => console.info(line),
  complain: (line) => console.error(line),
};

/**
 * Runs a program of the command line.
 *
 * @param args without the names of node and of the script
 * @returns the process's exit code; faults that a person can put right are told in one line
 * @throws whatever nobody foresaw
 */
export async function runCommand(
  program: Command,
  args: readonly string[],
  { say, complain }: Output,
): Promise<number> {
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => say(text.trimEnd()),
      writeErr: (text) => complain(text.trimEnd()),
    });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (fault) {
    // Commander has told it already.
    if (fault instanceof CommanderError) return fault.exitCode;
    complain(`error: ${describeFault(fault)}`);
    return 1;
  }
}

/**
 * Works on the database that the environment names, or the one that `npm start` keeps under DATA_DIR. Servers that
 * were started for it are stopped with it, also by a signal.
 *
 * @throws {EmbeddedServerError} when there is none to be had, or it does not answer
 */
export async function onEnvironment<T>(work: (config: AppConfig) => Promise<T>): Promise<T> {
  const keepServers = exitOnSignals();
  const environment = await joinEnvironment(loadEmbeddedConfig(), TERMINAL.complain);
  try {
    await assertReachable(environment.config.env.MONGO_URI);
    return await work(environment.config);
  } finally {
    await environment.stop();
    keepServers();
  }
}

function describeFault(fault: unknown): string {
  if (fault instanceof AppError)
    return fault.errors?.map(({ path, message }) => `${path}: ${message}`).join('; ') ?? fault.message;
  if (fault instanceof PlainError || fault instanceof ConfigurationError) return fault.message;
  throw fault;
}
