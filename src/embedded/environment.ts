import { randomBytes } from 'node:crypto';
import type { AppConfig, EmbeddedConfig } from '../../config/index.js';
import { DataDir, findRunningServers } from './data-dir.js';
import { readOrMakeSecret } from './secret.js';
import { provideServers } from './servers.js';
import type { Report } from './sources.js';

/** Servers to work on, and the configuration that names them. */
export interface Environment {
  readonly config: AppConfig;
  /** Stops the servers that were started for it, and nothing else. */
  stop(): Promise<void>;
}

/**
 * For the product itself: runs whatever servers the configuration does not name, under DATA_DIR, which it holds until it stops.
 *
 * @throws {EmbeddedServerError} when DATA_DIR is held by another process or cannot be written to, or no MongoDB is to be had
 */
export async function openEnvironment(embedded: EmbeddedConfig, report: Report): Promise<Environment> {
  const { MONGO_URI, REDIS_URL, JWT_SECRET, MONGOD_BINARY, DATA_DIR } = embedded.env;
  // With every server named there is nothing to hold: several instances may share them, and the secret.
  const held = MONGO_URI === undefined || REDIS_URL === undefined ? DataDir.open(DATA_DIR) : undefined;
  try {
    const secret = JWT_SECRET ?? readOrMakeSecret(DATA_DIR);
    const servers = await provideServers({
      dataDir: DATA_DIR,
      mongoUri: MONGO_URI,
      redisUrl: REDIS_URL,
      mongodBinary: MONGOD_BINARY,
      report,
    });
    held?.announce(servers);
    return {
      config: embedded.complete({
        MONGO_URI: servers.mongoUri,
        REDIS_URL: servers.redisUrl,
        JWT_SECRET: secret,
      }),
      stop: async () => {
        await servers.stop();
        held?.release();
      },
    };
  } catch (fault) {
    held?.release();
    throw fault;
  }
}

/**
 * For programs that work on the product's data, such as an import: the servers that the configuration names,
 * or those that `npm start` runs on DATA_DIR at this moment, or else servers of its own there until it stops.
 *
 * @throws {EmbeddedServerError} as {@link openEnvironment}
 */
export async function joinEnvironment(embedded: EmbeddedConfig, report: Report): Promise<Environment> {
  const { MONGO_URI, REDIS_URL, JWT_SECRET, DATA_DIR } = embedded.env;
  const running = MONGO_URI === undefined ? findRunningServers(DATA_DIR) : { mongoUri: MONGO_URI };
  if (running === undefined) return await openEnvironment(embedded, report);
  const config = embedded.complete({
    MONGO_URI: running.mongoUri,
    REDIS_URL: REDIS_URL ?? running.redisUrl,
    // Such a program signs nothing that anybody else reads.
    JWT_SECRET: JWT_SECRET ?? randomBytes(32).toString('base64url'),
  });
  return { config, stop: () => Promise.resolve() };
}
