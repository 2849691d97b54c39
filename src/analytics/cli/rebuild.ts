import 'reflect-metadata';
import { loadEmbeddedConfig } from '../../../config/index.js';
import { joinEnvironment } from '../../embedded/environment.js';
import type { RebuildOptions, RebuildReport } from '../rebuild/rollup-rebuild.service.js';
import { runProgram } from './program.js';
import { rebuildOn } from './rebuild-on.js';

const complain = (line: string): void => console.error(line);

/** On the database that the environment names, or the one that `npm start` keeps under DATA_DIR. */
async function rebuild(options: RebuildOptions): Promise<RebuildReport> {
  const environment = await joinEnvironment(loadEmbeddedConfig(), complain);
  try {
    return await rebuildOn(environment.config, options);
  } finally {
    await environment.stop();
  }
}

/** `npm run analytics:rebuild -- [--check]`. */
process.exitCode = await runProgram(process.argv.slice(2), {
  rebuild,
  say: (line) => console.info(line),
  complain,
});
