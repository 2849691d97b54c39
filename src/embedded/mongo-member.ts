import { connect } from 'node:net';
import { claimPort, rememberPort } from './remembered-port.js';
import { ServerProcess } from './server-process.js';

export interface MongoMemberOptions {
  readonly binary: string;
  readonly dir: string;
  readonly replicaSet: string;
  readonly args: readonly string[];
}

/** One mongod of a replica set, on its own port and folder. It can be stopped, killed, frozen and started again. */
export class MongoMember {
  private constructor(
    private readonly options: MongoMemberOptions,
    readonly port: number,
    private server: ServerProcess,
  ) {}

  /**
   * Starts a mongod and waits until it takes connections.
   *
   * @throws {EmbeddedServerError} when it ends before, with the reason from its log
   */
  static async start(options: MongoMemberOptions): Promise<MongoMember> {
    const port = await claimPort(options.dir);
    const server = await launch(options, port);
    rememberPort(options.dir, port);
    return new MongoMember(options, port, server);
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.server.pid;
  }

  get alive(): boolean {
    return this.server.alive;
  }

  /** SIGSTOP freezes, SIGCONT thaws, SIGKILL crashes it. */
  signal(signal: NodeJS.Signals): void {
    this.server.signal(signal);
  }

  /** Resolves once the member has ended. */
  async stop(): Promise<void> {
    await this.server.stop();
  }

  /** Starts a member that was stopped or killed again, on the same port and data. */
  async restart(): Promise<void> {
    await this.server.stop();
    this.server = await launch(this.options, this.port);
  }
}

async function launch(
  { binary, dir, replicaSet, args }: MongoMemberOptions,
  port: number,
): Promise<ServerProcess> {
  const server = await ServerProcess.start({
    name: 'mongod',
    binary,
    dir,
    args: [
      ...['--replSet', replicaSet, '--bind_ip', '127.0.0.1', '--port', String(port)],
      ...['--dbpath', '.', '--storageEngine', 'wiredTiger', '--nounixsocket', '--quiet'],
      ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
      // A lone member has nobody to hand over to, so waiting for that would only make Ctrl-C slow.
      ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'],
      ...args,
    ],
  });
  try {
    await server.waitUntil(() => acceptsConnections(port));
  } catch (fault) {
    await server.stop();
    throw fault;
  }
  return server;
}

async function acceptsConnections(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const accepted = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  socket.destroy();
  return accepted;
}
