import 'reflect-metadata';
import { ConfigurationError, loadEmbeddedConfig } from '../../config/index.js';
import { bootstrap } from '../app.setup.js';
import { closeOnSignals } from '../common/http/close-on-signals.js';
import { EmbeddedServerError } from './embedded.errors.js';
import { openEnvironment } from './environment.js';
import { exitOnSignals } from './exit-on-signals.js';
import { assertPortFree } from './free-port.js';

/** `npm start`: the whole product on a bare machine. */
async function start(): Promise<void> {
  const handOver = exitOnSignals();
  const embedded = loadEmbeddedConfig();
  await assertPortFree(embedded.env.PORT, embedded.env.HOST);
  const environment = await openEnvironment(embedded, (line) => console.info(line));
  const { app, address } = await bootstrap(environment.config);
  handOver();
  closeOnSignals(app, () => environment.stop());
  // The terminal was closed: leave as if asked to.
  process.once('SIGHUP', () => process.kill(process.pid, 'SIGTERM'));
  console.info(`\nTiercel listens on ${address}\n  API and how to try it  ${address}/docs\n`);
}

try {
  await start();
} catch (error) {
  const isPlain = error instanceof ConfigurationError || error instanceof EmbeddedServerError;
  console.error(isPlain ? error.message : error);
  process.exit(1);
}
