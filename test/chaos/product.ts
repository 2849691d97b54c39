import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { findFreePort } from '../../src/embedded/free-port.js';
import type { Route } from './redis-topology.js';
import { TcpProxy } from './tcp-proxy.js';

/** Long, for a machine that has much else to do. */
const START_MS = 180_000;

export interface ProductOptions {
  readonly number: number;
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
  /** Servers that it may connect to: each is reached through a proxy of the instance's own. */
  readonly redisRoutes: readonly Route[];
  readonly mongoRoutes: readonly Route[];
}

/** One instance of the product as a process, with a proxy of its own before each server. */
export class Product {
  private child: ChildProcess | undefined;
  /** Whether clients should be sent here, as a load balancer would know. */
  up = false;
  /** Writes that clients have sent it and wait for. */
  writing = 0;

  private constructor(
    private readonly options: ProductOptions,
    readonly port: number,
    readonly redisProxies: readonly TcpProxy[],
    readonly mongoProxies: readonly TcpProxy[],
  ) {}

  static async start(options: ProductOptions): Promise<Product> {
    const open = (routes: readonly Route[]) => Promise.all(routes.map(({ port }) => TcpProxy.open(port)));
    const product = new Product(
      options,
      await findFreePort(),
      await open(options.redisRoutes),
      await open(options.mongoRoutes),
    );
    await product.run();
    return product;
  }

  get number(): number {
    return this.options.number;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts the process and waits until it is ready. */
  async run(): Promise<void> {
    const { number, dir, env, redisRoutes, mongoRoutes } = this.options;
    const routes = [...redisRoutes, ...mongoRoutes].map(
      ({ heard }, n) => `${heard}=${[...this.redisProxies, ...this.mongoProxies][n]?.port}`,
    );
    const log = openSync(join(dir, `instance-${number}.log`), 'a');
    const child = spawn(
      process.execPath,
      ['--import', pathToFileURL('test/chaos/reroute.mjs').href, 'dist/src/main.js'],
      {
        stdio: ['ignore', log, log],
        env: { ...env, HOST: '127.0.0.1', PORT: String(this.port), CHAOS_ROUTES: routes.join(',') },
      },
    );
    closeSync(log);
    this.child = child;
    const kill = (): void => void child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.removeListener('exit', kill));
    const deadline = performance.now() + START_MS;
    while (!(await this.isReady())) {
      if (child.exitCode !== null || child.signalCode !== null || performance.now() > deadline)
        throw new Error(`instance ${number} did not become ready: see ${dir}/instance-${number}.log`);
      await sleep(50);
    }
    this.up = true;
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** kill -9, and its end. */
  async kill(): Promise<void> {
    this.up = false;
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async stop(): Promise<void> {
    await this.kill();
    await Promise.all([...this.redisProxies, ...this.mongoProxies].map((proxy) => proxy.close()));
  }

  /** Resident memory in MiB; 0 where the process is gone. */
  get residentMb(): number {
    try {
      const status = readFileSync(`/proc/${this.child?.pid}/status`, 'utf8');
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024);
    } catch {
      return 0;
    }
  }

  private async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2_000) })).ok;
    } catch {
      return false;
    }
  }
}
