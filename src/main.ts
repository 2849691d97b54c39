import 'reflect-metadata';
import { ConfigurationError, parseConfig } from '../config/index.js';
import { bootstrap } from './app.setup.js';

try {
  const { address } = await bootstrap(parseConfig(process.env));
  console.info(`Tiercel listens on ${address}`);
} catch (error) {
  console.error(error instanceof ConfigurationError ? error.message : error);
  process.exit(1);
}
