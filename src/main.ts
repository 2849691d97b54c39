import 'reflect-metadata';
import { ConfigurationError, loadConfig, type AppConfig } from '../config/index.js';
import { boundHeapGrowth } from './common/heap-growth.js';
import { keepTickShape } from './common/keep-tick-shape.js';
import { exitOnSignals } from './embedded/exit-on-signals.js';

/** The product from its environment alone. Whatever it says once that is read is a line of the log. */
async function serve(config: AppConfig, handOver: () => void): Promise<void> {
  const { bootstrap, closeOnSignals, createLogger } = await loadApplication();
  const logger = createLogger(config.env.LOG_LEVEL);
  try {
    const { app, address } = await bootstrap(config);
    handOver();
    closeOnSignals(app);
    logger.info(`Tiercel listens on ${address}`);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    logger.fatal(error, 'Tiercel cannot start');
    process.exit(1);
  }
}

/** Loaded once signals are heard: it takes a second, and a process that is number 1 ignores what it does not listen to. */
async function loadApplication() {
  const [{ bootstrap }, { closeOnSignals }, { createLogger }] = await Promise.all([
    import('./app.setup.js'),
    import('./common/http/close-on-signals.js'),
    import('./logging/index.js'),
  ]);
  return { bootstrap, closeOnSignals, createLogger };
}

// Until the application has started, while MongoDB is away as well, there is nothing to finish.
const handOver = exitOnSignals();
void keepTickShape();
boundHeapGrowth();
try {
  await serve(loadConfig(), handOver);
} catch (error) {
  console.error(error instanceof ConfigurationError ? error.message : error);
  process.exit(1);
}
