import 'reflect-metadata';
import type { DemonstrationAccount } from '../import/index.js';
import { ConfigurationError, loadEmbeddedConfig } from '../../config/index.js';
import { boundHeapGrowth } from '../common/heap-growth.js';
import { keepTickShape } from '../common/keep-tick-shape.js';
import { EmbeddedServerError } from './embedded.errors.js';
import { openEnvironment } from './environment.js';
import { exitOnSignals } from './exit-on-signals.js';
import { assertPortFree } from './free-port.js';

/** `npm start`: the whole product on a bare machine. */
async function start(): Promise<void> {
  const handOver = exitOnSignals();
  const embedded = loadEmbeddedConfig();
  await assertPortFree(embedded.env.PORT, embedded.env.HOST);
  // Loading the application takes as long as starting the servers, so both happen at once; and faults are told at once.
  const [application, environment] = await Promise.all([
    loadApplication(),
    openEnvironment(embedded, (line) => console.info(line)),
  ]);
  let accounts: readonly DemonstrationAccount[] = [];
  const { app, address } = await application.bootstrap(environment.config, {
    prepare: async (built) => {
      // Their password is known to everybody: a database that somebody brought does not get them.
      if (embedded.env.MONGO_URI !== undefined) return;
      const demonstration = await application.seedDemonstration(built);
      if (demonstration.written) {
        console.info('Put in a demonstration: courses, people, months of activity');
        await built.get(application.WarmingService, { strict: false }).run();
      }
      accounts = demonstration.accounts;
    },
  });
  handOver();
  application.closeOnSignals(app, () => environment.stop());
  // The terminal was closed: leave as if asked to.
  process.once('SIGHUP', () => process.kill(process.pid, 'SIGTERM'));
  console.info(describeAddresses(address, accounts));
}

async function loadApplication() {
  const [{ bootstrap }, { closeOnSignals }, { seedDemonstration }, { WarmingService }] = await Promise.all([
    import('../app.setup.js'),
    import('../common/http/close-on-signals.js'),
    import('../import/index.js'),
    import('../warming/index.js'),
  ]);
  return { bootstrap, closeOnSignals, seedDemonstration, WarmingService };
}

function describeAddresses(address: string, accounts: readonly DemonstrationAccount[]): string {
  const lines = ['', `Tiercel listens on ${address}`, `  API and how to try it  ${address}/docs`];
  for (const { role, email, password } of accounts) lines.push(`  ${role.padEnd(10)}  ${email}  ${password}`);
  return [...lines, ''].join('\n');
}

void keepTickShape();
boundHeapGrowth();
try {
  await start();
} catch (error) {
  const isPlain = error instanceof ConfigurationError || error instanceof EmbeddedServerError;
  console.error(isPlain ? error.message : error);
  process.exit(1);
}
