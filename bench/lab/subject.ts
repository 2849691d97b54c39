import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../../src/embedded/free-port.js';
import { spawnProgram } from './pinning.js';

const START_MS = 60_000;
const LONGEST_STOP_MS = 15_000;
/** Linux counts processor time in hundredths of a second. */
const TICKS_A_SECOND = 100;

export interface SubjectOptions {
  readonly name: string;
  /** The program, which listens on PORT. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cpu?: number | undefined;
  /** A path that answers 200 once it is ready. */
  readonly readyPath: string;
  /** Folder for what it says on standard error. */
  readonly dir: string;
}

/** A server under measurement, as a process of its own. */
export class Subject {
  private constructor(
    readonly name: string,
    readonly port: number,
    private readonly child: ChildProcess,
  ) {}

  static async start(options: SubjectOptions): Promise<Subject> {
    const { name, entry, env, cpu, readyPath, dir } = options;
    const port = await findFreePort();
    const log = join(dir, `${name}.log`);
    const [silence, errors] = [openSync('/dev/null', 'w'), openSync(log, 'a')];
    const child = spawnProgram(entry, {
      cpu,
      env: { HOST: '127.0.0.1', PORT: String(port), ...env },
      stdio: ['ignore', silence, errors],
    });
    for (const file of [silence, errors]) closeSync(file);
    const subject = new Subject(name, port, child);
    const deadline = performance.now() + START_MS;
    while (!(await subject.answers(readyPath))) {
      if (subject.hasEnded || performance.now() > deadline)
        throw new Error(`${name} did not start: see ${log}`);
      await sleep(20);
    }
    return subject;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Processor seconds that it has used. */
  get cpuSeconds(): number {
    const fields = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
  }

  /** Resident memory, MiB. */
  get residentMb(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024;
  }

  /** Lets it end by itself: one that is killed may leave a transaction open, which whoever comes next would wait for. */
  async stop(): Promise<void> {
    if (this.hasEnded) return;
    const kill = setTimeout(() => this.child.kill('SIGKILL'), LONGEST_STOP_MS);
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
    clearTimeout(kill);
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private async answers(path: string): Promise<boolean> {
    try {
      return (await fetch(this.url + path, { signal: AbortSignal.timeout(2_000) })).ok;
    } catch {
      return false;
    }
  }
}
