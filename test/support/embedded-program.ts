import { exitOnSignals } from '../../src/embedded/exit-on-signals.js';

/**
 * What specs of `src/embedded` need another process for, to kill it.
 * Prints one line of JSON once it is done, and then stays until it is ended. Loads only what the deed needs.
 */
const DEEDS: Readonly<Record<string, (dir: string, binary: string) => Promise<unknown>>> = {
  hold: async (dir) => {
    const { DataDir } = await import('../../src/embedded/data-dir.js');
    DataDir.open(dir).announce({ mongoUri: 'mongodb://held/tiercel' });
  },
  mongo: async (dir, binary) => {
    const { startEmbeddedMongo } = await import('../../src/embedded/embedded-mongo.js');
    const { uri, pid } = await startEmbeddedMongo({ binary, dir, fleeting: true });
    return { uri, pid };
  },
  redis: async (dir, binary) => {
    const { startEmbeddedRedis } = await import('../../src/embedded/embedded-redis.js');
    const { uri, pid } = await startEmbeddedRedis({ binary, dir });
    return { uri, pid };
  },
};

exitOnSignals();
const [deed = '', dir = '', binary = ''] = process.argv.slice(2);
try {
  const result = await DEEDS[deed]?.(dir, binary);
  process.stdout.write(`${JSON.stringify({ result })}\n`);
} catch (fault) {
  process.stdout.write(`${JSON.stringify({ fault: (fault as Error).message })}\n`);
}
setInterval(() => undefined, 60_000);
