import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { spawnProgram } from './pinning.js';

type Reply = { readonly result: unknown } | { readonly fault: string };

/** A process of this project that is given one job after another, and answers each. */
export class Worker {
  private readonly ended: Promise<never>;

  private constructor(
    entry: string,
    private readonly child: ChildProcess,
  ) {
    this.ended = once(child, 'exit').then(() => {
      throw new Error(`${entry} ended`);
    });
    // One that ends when nothing is asked of it is no fault.
    this.ended.catch(() => undefined);
  }

  /** @param cpu the processor it has for itself; left out: any */
  static start(entry: string, cpu?: number): Worker {
    return new Worker(entry, spawnProgram(entry, { cpu, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
  }

  /** @throws what the job failed with */
  async ask(job: object): Promise<unknown> {
    const answered = once(this.child, 'message');
    this.child.send(job);
    const [reply] = (await Promise.race([answered, this.ended])) as [Reply];
    if ('fault' in reply) throw new Error(reply.fault);
    return reply.result;
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
