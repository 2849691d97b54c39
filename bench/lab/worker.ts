import type { ChildProcess } from 'node:child_process';
import { spawnProgram } from './pinning.js';

type Reply = { readonly result: unknown } | { readonly fault: string };

/** A process of this project that is given one job after another, and answers each. */
export class Worker {
  /** Who waits for the answer, or hears that there will be none. */
  private waiting: {
    readonly resolve: (result: unknown) => void;
    readonly reject: (why: Error) => void;
  } | null = null;

  private constructor(
    entry: string,
    private readonly child: ChildProcess,
  ) {
    child.on('message', (reply: Reply) => {
      if ('fault' in reply) this.waiting?.reject(new Error(reply.fault));
      else this.waiting?.resolve(reply.result);
    });
    child.on('exit', () => this.waiting?.reject(new Error(`${entry} ended`)));
    child.on('error', (error) => this.waiting?.reject(error));
  }

  /** @param cpu the processor it has for itself; left out: any */
  static start(entry: string, cpu?: number): Worker {
    return new Worker(entry, spawnProgram(entry, { cpu, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
  }

  /** @throws what the job failed with, or that the process has ended */
  ask(job: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.child.send(job, (error) => {
        if (error) reject(error);
      });
    });
  }

  stop(): void {
    this.child.disconnect();
  }
}

/** The other side: does what it is told in this process, until its parent is gone. */
export function answerJobs<J>(work: (job: J) => Promise<unknown>): void {
  process.on('message', (job: J) => {
    work(job).then(
      (result) => process.send?.({ result }),
      (fault: unknown) => process.send?.({ fault: String(fault) }),
    );
  });
  process.once('disconnect', () => process.exit());
}
