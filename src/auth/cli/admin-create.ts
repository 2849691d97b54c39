import 'reflect-metadata';
import { loadEmbeddedConfig } from '../../../config/index.js';
import { joinEnvironment } from '../../embedded/environment.js';
import type { User } from '../../users/index.js';
import type { NewAdmin } from './admin-creation.service.js';
import { createAdminOn } from './create-admin.js';
import { runProgram } from './program.js';
import { readPassword } from './read-password.js';

const complain = (line: string): void => console.error(line);

/** On the database that the environment names, or the one that `npm start` keeps under DATA_DIR. */
async function create(admin: NewAdmin): Promise<User> {
  const environment = await joinEnvironment(loadEmbeddedConfig(), complain);
  try {
    return await createAdminOn(environment.config, admin);
  } finally {
    await environment.stop();
  }
}

/** `npm run admin:create -- --email E`. */
process.exitCode = await runProgram(process.argv.slice(2), {
  readPassword: () => readPassword({ input: process.stdin, output: process.stderr }),
  create,
  say: (line) => console.info(line),
  complain,
});
