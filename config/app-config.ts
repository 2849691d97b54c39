import type { z } from 'zod';
import { checkConnections, EnvSchema, type Env } from './env.schema.js';

/** The environment did not fit the schema. `faults` holds one line a variable. */
export class ConfigurationError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`configuration: ${faults.length} fault(s)\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** The parsed environment, injected wherever a setting is needed. */
export class AppConfig {
  constructor(readonly env: Env) {}
}

/** Names and values, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Parses an environment.
 *
 * An empty variable counts as absent, as in a compose file's `NAME=`.
 * @throws {ConfigurationError} listing every fault at once, one line a variable.
 */
export function parseConfig(source: Environment): AppConfig {
  return new AppConfig(parseEnvironment(EnvSchema.superRefine(checkConnections), source));
}

/** {@link parseConfig} by another schema than that of the server. */
export function parseEnvironment<T>(schema: z.ZodType<T>, source: Environment): T {
  const present = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const byVariable = new Map<string, string>();
  for (const issue of parsed.error.issues) {
    const name = String(issue.path[0]);
    const isMissing = issue.code === 'invalid_type' && present[name] === undefined;
    const found = isMissing ? 'is missing' : issue.message;
    if (!byVariable.has(name)) byVariable.set(name, `${name}: ${found}`);
  }
  throw new ConfigurationError([...byVariable.values()]);
}

/** {@link parseConfig} on the environment of this process; what embedded servers need of it is read in `embedded-config.ts`. */
export function loadConfig(): AppConfig {
  return parseConfig(process.env);
}
