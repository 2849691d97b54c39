import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedServerError } from './embedded.errors.js';
import { readReason } from './server-log.js';
import { forgetServer, recordServer, stopLeftover } from './server-record.js';

export interface ServerCommand {
  /** Name for messages, and of the log file in `dir`. */
  readonly name: string;
  readonly binary: string;
  readonly args: readonly string[];
  /** The server's own folder: it works in it, and nothing else may. Created when missing. */
  readonly dir: string;
}

const running = new Set<ServerProcess>();
// The last resort, for an exit that nobody saw coming: nothing can be awaited here.
process.on('exit', () => {
  for (const server of running) server.signal('SIGTERM');
});

/** A database server run by this process, in its own process group so that Ctrl-C reaches only us and we can drain first. */
export class ServerProcess {
  readonly exited: Promise<void>;

  private constructor(
    readonly command: ServerCommand,
    private readonly child: ChildProcess,
    readonly pid: number,
  ) {
    this.exited = new Promise((resolve) => {
      child.once('exit', () => {
        running.delete(this);
        resolve();
      });
    });
  }

  /**
   * Starts a server, after stopping one that a crashed process may have left on the same folder.
   *
   * @throws {EmbeddedServerError} when the binary cannot be started
   */
  static async start(command: ServerCommand): Promise<ServerProcess> {
    mkdirSync(command.dir, { recursive: true });
    await stopLeftover(command.dir);
    // A file, not a pipe: the server must be able to write on while it outlives us.
    const log = openSync(logFile(command), 'w');
    try {
      const child = spawn(command.binary, command.args, {
        cwd: command.dir,
        detached: true,
        stdio: ['ignore', log, log],
      });
      await new Promise((resolve, reject) => {
        child.once('spawn', resolve);
        child.once('error', (cause) => {
          reject(new EmbeddedServerError(`${command.binary} cannot be started: ${cause.message}`, { cause }));
        });
      });
      const started = new ServerProcess(command, child, child.pid as number);
      recordServer(command.dir, started.pid);
      running.add(started);
      return started;
    } finally {
      closeSync(log);
    }
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Sends a signal, for tests that freeze or kill a server. */
  signal(signal: NodeJS.Signals): void {
    if (this.alive) process.kill(this.pid, signal);
  }

  /**
   * Asks the server to end, and kills it when it has not within `patience` milliseconds.
   * Resolves once it is gone; a second call waits for the same end.
   */
  async stop(patience = 10_000): Promise<void> {
    this.signal('SIGTERM');
    // A frozen process takes no signal but these.
    this.signal('SIGCONT');
    const killer = setTimeout(() => this.signal('SIGKILL'), patience);
    await this.exited;
    clearTimeout(killer);
    forgetServer(this.command.dir);
  }

  /**
   * Waits until `probe` says yes.
   *
   * @throws {EmbeddedServerError} with the reason from the server's own log when it ends first, or after `patience` milliseconds
   */
  async waitUntil(probe: () => Promise<boolean>, patience = 30_000): Promise<void> {
    const deadline = performance.now() + patience;
    while (!(await probe())) {
      if (!this.alive)
        throw new EmbeddedServerError(
          `${this.command.name} ended while starting: ${readReason(logFile(this.command))}`,
        );
      if (performance.now() > deadline) {
        throw new EmbeddedServerError(
          `${this.command.name} was not ready within ${patience / 1000} s: see ${logFile(this.command)}`,
        );
      }
      await sleep(15);
    }
  }
}

function logFile({ dir, name }: ServerCommand): string {
  return join(dir, `${name}.log`);
}
