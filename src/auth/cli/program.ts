import { Command } from 'commander';
import { parseInput } from '../../common/index.js';
import { runCommand, type Output } from '../../embedded/cli/run-program.js';
import type { User } from '../../users/index.js';
import { NewAdmin } from './admin-creation.service.js';

/** What the program works with; tests bring their own. */
export interface Surroundings extends Output {
  readonly readPassword: () => Promise<string>;
  /** Writes the administrator, once everything is known to be right. */
  readonly create: (admin: NewAdmin) => Promise<User>;
}

/**
 * Runs `--email ADDRESS [--name NAME]`.
 *
 * @param args without the names of node and of the script
 * @returns the process's exit code; faults that a person can put right are told in one line
 */
export function runProgram(args: readonly string[], surroundings: Surroundings): Promise<number> {
  return runCommand(createProgram(surroundings), args, surroundings);
}

function createProgram({ readPassword, create, say }: Surroundings): Command {
  return new Command('admin:create')
    .description('Makes an administrator. The password comes from a prompt, or from standard input.')
    .requiredOption('--email <address>', 'e-mail address to sign in with')
    .option('--name <name>', 'name to show', 'Administrator')
    .action(async ({ email, name }: { email: string; name: string }) => {
      // What is wrong with the arguments comes up before anybody types a password.
      parseInput(NewAdmin.omit({ password: true }), { email, name });
      const admin = parseInput(NewAdmin, { email, name, password: await readPassword() });
      const user = await create(admin);
      say(`${user.email} is an administrator now.`);
    });
}
