import { Redis } from 'ioredis';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedRedis, type EmbeddedRedis } from '../../src/embedded/embedded-redis.js';
import { findFreePort } from '../../src/embedded/free-port.js';
import { TcpProxy } from './tcp-proxy.js';

const DUMP = 'tiercel.rdb';
const OLDER = 'older.rdb';

export interface RedisNodeOptions {
  readonly binary: string;
  readonly dir: string;
  /** Where it listens; any free one by default. */
  readonly port?: number;
  /** @param heard the port at which everybody else is told that this server is */
  readonly args: (heard: number) => readonly string[];
}

/**
 * A redis-server that the chaos may wreck, and a client of the harness's own to wreck it with.
 *
 * Others are told the port of its front, a proxy: replicas and sentinels come through there, instances of the
 * product through proxies of their own. So it can be parted from its replicas while clients still reach it.
 */
export class RedisNode {
  private constructor(
    private readonly options: RedisNodeOptions,
    readonly port: number,
    readonly front: TcpProxy,
    private server: EmbeddedRedis,
    readonly client: Redis,
  ) {}

  static async start(options: RedisNodeOptions): Promise<RedisNode> {
    mkdirSync(options.dir, { recursive: true });
    const port = options.port ?? (await findFreePort());
    const front = await TcpProxy.open(port);
    const server = await launch(options, port, options.args(front.port)).catch(async (error: unknown) => {
      await front.close();
      throw error;
    });
    // It waits for no answer for ever: what it asks may be frozen.
    const client = new Redis(server.uri, { maxRetriesPerRequest: 3, commandTimeout: 5_000 });
    client.on('error', () => undefined);
    return new RedisNode(options, port, front, server, client);
  }

  signal(signal: NodeJS.Signals): void {
    this.server.signal(signal);
  }

  async isMaster(): Promise<boolean> {
    const asked = this.client.status === 'ready' ? this.client.role() : Promise.resolve(null);
    return ((await asked.catch(() => null)) as [string] | null)?.[0] === 'master';
  }

  /** Keeps what it holds now, to come back with it later. */
  async rememberDump(): Promise<void> {
    await this.client.save();
    copyFileSync(join(this.options.dir, DUMP), join(this.options.dir, OLDER));
  }

  async kill(): Promise<void> {
    this.server.signal('SIGKILL');
    await this.server.stop();
    // What was on its way to others is lost with it.
    this.front.cut();
  }

  /** Starts a killed one with what it held when it was last remembered. */
  async reviveWithOlderDump(args: readonly string[] = []): Promise<void> {
    const { dir } = this.options;
    if (existsSync(join(dir, OLDER))) copyFileSync(join(dir, OLDER), join(dir, DUMP));
    else rmSync(join(dir, DUMP), { force: true });
    this.server = await launch(this.options, this.port, [...this.options.args(this.front.port), ...args]);
  }

  async stop(): Promise<void> {
    this.client.disconnect();
    await this.server.stop();
    await this.front.close();
  }
}

function launch(
  { binary, dir }: RedisNodeOptions,
  port: number,
  args: readonly string[],
): Promise<EmbeddedRedis> {
  return startEmbeddedRedis({ binary, dir, port, args: ['--dbfilename', DUMP, ...args] });
}
