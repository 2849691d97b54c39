import { Redis } from 'ioredis';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { claimPort, rememberPort } from './remembered-port.js';
import { ServerProcess } from './server-process.js';

export interface EmbeddedRedisOptions {
  readonly binary: string;
  /** The server's own folder; created when missing. */
  readonly dir: string;
  /** A fixed port; without it the one used last time when it is free, or any free one. */
  readonly port?: number;
  /** Keep the data between runs: a snapshot at shutdown and while running. Without it nothing is ever written. */
  readonly persistent?: boolean;
  /** Further arguments as of `redis-server --name value`; they win over the ones set here. */
  readonly args?: readonly string[];
}

export interface EmbeddedRedis {
  /** `redis://127.0.0.1:PORT` */
  readonly uri: string;
  readonly port: number;
  readonly pid: number;
  /** Sends a signal: SIGSTOP freezes, SIGCONT thaws, SIGKILL crashes it. */
  signal(signal: NodeJS.Signals): void;
  /** Resolves once the server has ended. */
  stop(): Promise<void>;
}

const DUMP = 'tiercel.rdb';
const PERSISTENT = ['--save', '300', '100', '--dbfilename', DUMP];
const FLEETING = ['--save', ''];

/**
 * Runs a redis-server on loopback and waits until it answers.
 *
 * It holds a cache: data that it cannot read, as of a newer version or a full disk, is thrown away.
 * @throws {EmbeddedServerError} when it cannot be started, with the reason from its log
 */
export async function startEmbeddedRedis(options: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
  const { dir, persistent = false } = options;
  const port = options.port ?? (await claimPort(dir));
  const server = await launch(options, port).catch((fault: unknown) => {
    const dump = join(dir, DUMP);
    if (!persistent || !existsSync(dump)) throw fault;
    rmSync(dump);
    return launch(options, port);
  });
  rememberPort(dir, port);
  return {
    uri: `redis://127.0.0.1:${port}`,
    port,
    pid: server.pid,
    signal: (signal) => server.signal(signal),
    stop: () => server.stop(),
  };
}

async function launch(
  { binary, dir, persistent = false, args = [] }: EmbeddedRedisOptions,
  port: number,
): Promise<ServerProcess> {
  const server = await ServerProcess.start({
    name: 'redis-server',
    binary,
    dir,
    args: [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', '.', '--appendonly', 'no'],
      ...(persistent ? PERSISTENT : FLEETING),
      ...args,
    ],
  });
  try {
    await server.waitUntil(() => answersPing(port));
  } catch (fault) {
    await server.stop();
    throw fault;
  }
  return server;
}

/** False while it does not listen yet, or is loading its data. */
async function answersPing(port: number): Promise<boolean> {
  const client = new Redis({
    port,
    host: '127.0.0.1',
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    enableReadyCheck: false,
    connectTimeout: 1_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}
