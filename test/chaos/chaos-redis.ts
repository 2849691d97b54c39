import { Redis } from 'ioredis';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedRedis, type EmbeddedRedis } from '../../src/embedded/embedded-redis.js';

const DUMP = 'tiercel.rdb';

/** A redis-server that the chaos may wreck, and a client of the harness's own to wreck it with. */
export class ChaosRedis {
  private constructor(
    private readonly options: { readonly binary: string; readonly dir: string },
    private server: EmbeddedRedis,
    readonly client: Redis,
  ) {}

  static async start(binary: string, parent: string): Promise<ChaosRedis> {
    const dir = join(parent, 'redis');
    mkdirSync(dir, { recursive: true });
    const server = await launch(binary, dir);
    const client = new Redis(server.uri, { maxRetriesPerRequest: 3 });
    client.on('error', () => undefined);
    return new ChaosRedis({ binary, dir }, server, client);
  }

  get port(): number {
    return this.server.port;
  }

  get uri(): string {
    return this.server.uri;
  }

  signal(signal: NodeJS.Signals): void {
    this.server.signal(signal);
  }

  /** Keeps what it holds now, to come back with it later. */
  async rememberDump(): Promise<void> {
    await this.client.save();
    copyFileSync(join(this.options.dir, DUMP), join(this.options.dir, 'older.rdb'));
  }

  /** kill -9, and a start from what it held when it was last remembered. */
  async dieAndReturnWithOlderDump(): Promise<void> {
    const { port } = this.server;
    this.server.signal('SIGKILL');
    await this.server.stop();
    copyFileSync(join(this.options.dir, 'older.rdb'), join(this.options.dir, DUMP));
    this.server = await launch(this.options.binary, this.options.dir, port);
  }

  async stop(): Promise<void> {
    this.client.disconnect();
    this.server.signal('SIGCONT');
    await this.server.stop();
  }
}

function launch(binary: string, dir: string, port?: number): Promise<EmbeddedRedis> {
  const args = ['--dbfilename', DUMP];
  return startEmbeddedRedis({ binary, dir, args, ...(port !== undefined && { port }) });
}
