import 'reflect-metadata';
import { onEnvironment, TERMINAL } from '../../embedded/cli/run-program.js';
import { runProgram } from './program.js';
import { rebuildOn } from './rebuild-on.js';

/** `npm run analytics:rebuild -- [--check]`. */
process.exitCode = await runProgram(process.argv.slice(2), {
  ...TERMINAL,
  rebuild: (options) => onEnvironment((config) => rebuildOn(config, options)),
});
