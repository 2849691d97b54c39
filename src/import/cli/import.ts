import 'reflect-metadata';
import { loadEmbeddedConfig } from '../../../config/index.js';
import { joinEnvironment } from '../../embedded/environment.js';
import { exitOnSignals } from '../../embedded/exit-on-signals.js';
import { BarProgress } from '../progress/bar-progress.js';
import { PlainProgress } from '../progress/plain-progress.js';
import { runProgram } from './program.js';
import { openSession, type ImportSession } from './session.js';

const complain = (line: string): void => console.error(line);

/** On the database that the environment names, or the one that `npm start` keeps under DATA_DIR. */
async function open(): Promise<ImportSession> {
  const environment = await joinEnvironment(loadEmbeddedConfig(), complain);
  try {
    const session = await openSession(environment.config);
    return {
      ...session,
      close: async () => {
        await session.close();
        await environment.stop();
      },
    };
  } catch (fault) {
    await environment.stop();
    throw fault;
  }
}

// `npm run import` and `npm run seed`. Progress and complaints go to standard error, results to standard output.
exitOnSignals();
process.exitCode = await runProgram(process.argv.slice(2), {
  open,
  progress: process.stderr.isTTY ? new BarProgress(process.stderr) : new PlainProgress(complain),
  say: (line) => console.info(line),
  complain,
  now: () => new Date(),
});
