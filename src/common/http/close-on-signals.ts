import { Logger, type INestApplication } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';
import { AppConfig } from '../../../config/index.js';
import { Drain } from './drain.js';

/** Whatever hangs, the process has ended so long after the notice, in milliseconds. */
const LAST_MS = 15_000;

/**
 * npm passes on to us the SIGINT that the terminal has already sent to everyone: within this time it is
 * the same one again, not a second wish, in milliseconds.
 */
const ECHO_MS = 500;

const logger = new Logger('Shutdown');

/**
 * Leaves on SIGTERM and SIGINT: ready turns 503, requests finish (10 s at most), modules close, and the
 * process ends with 0. The same signal a second time ends it at once.
 *
 * After SIGTERM it goes on serving for SHUTDOWN_NOTICE_SECONDS first, so that load balancers see that it is not ready
 * before they are refused. Whoever presses Ctrl-C does not wait.
 *
 * @param afterClose what else to stop once the application is closed
 */
export function closeOnSignals(app: INestApplication, afterClose?: () => Promise<void>): void {
  const drain = app.get(Drain);
  const noticeMs = app.get(AppConfig, { strict: false }).env.SHUTDOWN_NOTICE_SECONDS * 1_000;
  const leave = async (signal: NodeJS.Signals) => {
    drain.begin();
    const servesOnMs = signal === 'SIGTERM' ? noticeMs : 0;
    logger.log(`${signal}: leaving${servesOnMs > 0 ? `, serving for ${servesOnMs / 1_000} s more` : ''}`);
    if (servesOnMs > 0) await wait(servesOnMs);
    setTimeout(() => {
      logger.error(`Something is under way still after ${LAST_MS / 1_000} s: ending all the same`);
      process.exit(1);
    }, LAST_MS).unref();
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
      } else if (performance.now() - askedAt > ECHO_MS) {
        logger.warn(`${signal} again: ending at once`);
        process.exit(1);
      }
    });
  }
}

/** A module that fails to close keeps nothing else from being stopped. */
async function close(app: INestApplication): Promise<boolean> {
  try {
    await app.close();
    return true;
  } catch (error) {
    logger.error(error);
    return false;
  }
}
