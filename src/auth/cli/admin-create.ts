import 'reflect-metadata';
import { onEnvironment, TERMINAL } from '../../embedded/cli/run-program.js';
import { createAdminOn } from './create-admin.js';
import { runProgram } from './program.js';
import { readPassword } from './read-password.js';

/** `npm run admin:create -- --email E`. */
process.exitCode = await runProgram(process.argv.slice(2), {
  ...TERMINAL,
  readPassword: () => readPassword({ input: process.stdin, output: process.stderr }),
  create: (admin) => onEnvironment((config) => createAdminOn(config, admin)),
});
