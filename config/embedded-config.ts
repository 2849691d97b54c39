import { z } from 'zod';
import { parseConfig, parseEnvironment, type AppConfig, type Environment } from './app-config.js';
import { checkConnections, EnvSchema } from './env.schema.js';

/** The environment of `npm start`, which makes itself what it is not given. */
export const EmbeddedEnvSchema = EnvSchema.partial({ MONGO_URI: true, JWT_SECRET: true }).extend({
  // The demonstration's passwords are known to everybody: only this machine may try them, unless told otherwise.
  HOST: EnvSchema.shape.HOST.unwrap().default('127.0.0.1'),
  MONGOD_BINARY: z.string().optional().describe('a mongod to run, instead of one that is looked for'),
});

export type EmbeddedEnv = z.infer<typeof EmbeddedEnvSchema>;

/** What completes the environment for the application. */
export interface EmbeddedAdditions {
  readonly MONGO_URI: string;
  readonly REDIS_URL: string | undefined;
  readonly JWT_SECRET: string;
}

/** The configuration of a program that brings its own servers: what it was given now, and the rest once it has it. */
export class EmbeddedConfig {
  constructor(
    readonly env: EmbeddedEnv,
    private readonly source: Environment,
  ) {}

  /** The application's configuration, with what was missing. */
  complete(additions: EmbeddedAdditions): AppConfig {
    return parseConfig({ ...this.source, HOST: this.env.HOST, ...additions });
  }
}

/**
 * Parses the environment of a program that brings its own servers.
 *
 * @throws {ConfigurationError} listing every fault at once, one line a variable
 */
function parseEmbeddedConfig(source: Environment): EmbeddedConfig {
  return new EmbeddedConfig(
    parseEnvironment(EmbeddedEnvSchema.superRefine(checkConnections), source),
    source,
  );
}

/** {@link parseEmbeddedConfig} on the environment of this process. */
export function loadEmbeddedConfig(): EmbeddedConfig {
  return parseEmbeddedConfig(process.env);
}
