import { Command, CommanderError } from 'commander';
import { ConfigurationError } from '../../../config/index.js';
import { AppError, parseInput } from '../../common/index.js';
import { EmbeddedServerError } from '../../embedded/embedded.errors.js';
import type { User } from '../../users/index.js';
import { NewAdmin } from './admin-creation.service.js';
import { PasswordError } from './password.error.js';

/** What the program works with; tests bring their own. */
export interface Surroundings {
  readonly readPassword: () => Promise<string>;
  /** Writes the administrator, once everything is known to be right. */
  readonly create: (admin: NewAdmin) => Promise<User>;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/**
 * Runs `--email ADDRESS [--name NAME]`.
 *
 * @param args without the names of node and of the script
 * @returns the process's exit code; faults that a person can put right are told in one line
 */
export async function runProgram(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    await createProgram(surroundings).parseAsync(args, { from: 'user' });
    return 0;
  } catch (fault) {
    // Commander has told it already.
    if (fault instanceof CommanderError) return fault.exitCode;
    surroundings.complain(`error: ${describeFault(fault)}`);
    return 1;
  }
}

function createProgram({ readPassword, create, say, complain }: Surroundings): Command {
  return new Command('admin:create')
    .description('Makes an administrator. The password comes from a prompt, or from standard input.')
    .requiredOption('--email <address>', 'e-mail address to sign in with')
    .option('--name <name>', 'name to show', 'Administrator')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => say(text.trimEnd()),
      writeErr: (text) => complain(text.trimEnd()),
    })
    .action(async ({ email, name }: { email: string; name: string }) => {
      // What is wrong with the arguments comes up before anybody types a password.
      parseInput(NewAdmin.omit({ password: true }), { email, name });
      const admin = parseInput(NewAdmin, { email, name, password: await readPassword() });
      const user = await create(admin);
      say(`${user.email} is an administrator now.`);
    });
}

/** @throws whatever nobody foresaw */
function describeFault(fault: unknown): string {
  if (fault instanceof AppError)
    return fault.errors?.map(({ path, message }) => `${path}: ${message}`).join('; ') ?? fault.message;
  if (fault instanceof PasswordError || fault instanceof ConfigurationError) return fault.message;
  if (fault instanceof EmbeddedServerError) return fault.message;
  throw fault;
}
