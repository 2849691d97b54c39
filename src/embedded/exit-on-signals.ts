import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Lets a signal end the process as an exit does, so that the servers it runs are stopped with it; by itself Node would just die.
 *
 * @returns stops doing so, for when somebody else takes over
 */
export function exitOnSignals(): () => void {
  const exit = (signal: (typeof SIGNALS)[number]) => process.exit(128 + constants.signals[signal]);
  for (const signal of SIGNALS) process.once(signal, exit);
  return () => {
    for (const signal of SIGNALS) process.removeListener(signal, exit);
  };
}
