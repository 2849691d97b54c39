import 'reflect-metadata';
import { ConfigurationError, loadConfig } from '../config/index.js';
import { bootstrap } from './app.setup.js';
import { boundHeapGrowth } from './common/heap-growth.js';
import { keepTickShape } from './common/keep-tick-shape.js';
import { closeOnSignals } from './common/http/close-on-signals.js';

void keepTickShape();
boundHeapGrowth();
try {
  const { app, address } = await bootstrap(loadConfig());
  closeOnSignals(app);
  console.info(`Tiercel listens on ${address}`);
} catch (error) {
  console.error(error instanceof ConfigurationError ? error.message : error);
  process.exit(1);
}
