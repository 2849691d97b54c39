import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** Node's own arguments to run the TypeScript of a program as it stands, decorators included. */
const FROM_SOURCE = ['--import', '@swc-node/register/esm-register'];

/** How a program ended, and all that it printed. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A program of the product, run as a process of its own. */
export class Program {
  private out = '';
  private err = '';
  private readonly ended: Promise<unknown[]>;

  private constructor(private readonly child: ChildProcess) {
    this.ended = once(child, 'close');
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.out += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.err += text));
  }

  /**
   * @param entry of the program, from the project's folder
   * @param env all of its environment but PATH and HOME
   */
  static run(entry: string, env: Readonly<Record<string, string>>, args: readonly string[] = []): Program {
    const { PATH = '', HOME = '' } = process.env;
    return new Program(
      spawn(process.execPath, [...FROM_SOURCE, entry, ...args], {
        env: { PATH, HOME, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  }

  /** Waits until it has printed `text`. Rejects with all that it printed when it ends before. */
  async waitFor(text: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = text.exec(this.out);
      if (found) return found;
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`ended before it printed ${text.source}:\n${this.out}${this.err}`);
      }
      await Promise.race([once(this.child.stdout!, 'data'), this.ended]);
    }
  }

  /** Resident memory, in MiB. */
  get residentMb(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Waits for its end. */
  async end(): Promise<Ended> {
    await this.ended;
    return { code: this.child.exitCode, out: this.out, err: this.err };
  }
}
