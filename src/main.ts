import 'reflect-metadata';
import { ConfigurationError, loadConfig } from '../config/index.js';
import { bootstrap } from './app.setup.js';

try {
  const { address } = await bootstrap(loadConfig());
  console.info(`Tiercel listens on ${address}`);
} catch (error) {
  console.error(error instanceof ConfigurationError ? error.message : error);
  process.exit(1);
}
