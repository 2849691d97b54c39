export { AppConfig, ConfigurationError, loadConfig, parseConfig } from './app-config.js';
export { EmbeddedConfig, EmbeddedEnvSchema, loadEmbeddedConfig } from './embedded-config.js';
export { EnvSchema, type Env } from './env.schema.js';
export { countRedisConnections, parseRedisAddress } from './redis-address.js';
