import 'reflect-metadata';
import { onEnvironment, TERMINAL } from '../../embedded/cli/run-program.js';
import { BarProgress } from '../progress/bar-progress.js';
import { PlainProgress } from '../progress/plain-progress.js';
import { runProgram } from './program.js';
import { openSession } from './session.js';

// `npm run import` and `npm run seed`. Progress and complaints go to standard error, results to standard output.
process.exitCode = await runProgram(process.argv.slice(2), {
  ...TERMINAL,
  work: (perform) =>
    onEnvironment(async (config) => {
      const session = await openSession(config);
      try {
        await perform(session);
      } finally {
        await session.close();
      }
    }),
  progress: process.stderr.isTTY ? new BarProgress(process.stderr) : new PlainProgress(TERMINAL.complain),
  now: () => new Date(),
});
