import { Logger, type INestApplication } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';
import { Drain } from './drain.js';

/**
 * After SIGTERM the instance serves this long with ready at 503, so that load balancers see it before
 * the last request finishes, in milliseconds. Whoever presses Ctrl-C does not wait.
 */
const NOTICE_MS = 1_000;

/** Whatever hangs, the process has ended by then, in milliseconds. */
const LAST_MS = 15_000;

/**
 * npm passes on to us the SIGINT that the terminal has already sent to everyone: within this time it is
 * the same one again, not a second wish, in milliseconds.
 */
const ECHO_MS = 500;

/**
 * Leaves on SIGTERM and SIGINT: ready turns 503, requests finish (10 s at most), modules close, and the
 * process ends with 0. The same signal a second time ends it at once.
 *
 * @param afterClose what else to stop once the application is closed
 */
export function closeOnSignals(app: INestApplication, afterClose?: () => Promise<void>): void {
  const drain = app.get(Drain);
  const leave = async (signal: NodeJS.Signals) => {
    drain.begin();
    if (signal === 'SIGTERM') await wait(NOTICE_MS);
    setTimeout(() => process.exit(1), LAST_MS).unref();
    const closed = await close(app);
    await afterClose?.();
    process.exit(closed ? 0 : 1);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    let askedAt: number | undefined;
    process.on(signal, () => {
      if (askedAt === undefined) {
        askedAt = performance.now();
        void leave(signal);
      } else if (performance.now() - askedAt > ECHO_MS) process.exit(1);
    });
  }
}

/** A module that fails to close keeps nothing else from being stopped. */
async function close(app: INestApplication): Promise<boolean> {
  try {
    await app.close();
    return true;
  } catch (error) {
    new Logger('Shutdown').error(error);
    return false;
  }
}
