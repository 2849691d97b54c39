/** What the benchmark takes from the environment: names of the product's own configuration. */
export interface BenchSettings {
  readonly dataDir: string;
  readonly mongodBinary: string | undefined;
  readonly ouladDir: string | undefined;
}

export function readSettings(): BenchSettings {
  // oxlint-disable-next-line node/no-process-env -- a program of its own; the product's configuration wants more than this
  const { DATA_DIR = '.data', MONGOD_BINARY, OULAD_DIR } = process.env;
  return { dataDir: DATA_DIR, mongodBinary: MONGOD_BINARY, ouladDir: OULAD_DIR };
}
