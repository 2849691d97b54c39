import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A process that does one of the deeds of `embedded-program.ts`. */
export interface EmbeddedProgram {
  readonly pid: number;
  /** What the deed returned. */
  readonly result?: { readonly uri: string; readonly pid: number };
  /** Message of what the deed threw. */
  readonly fault?: string;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<void>;
}

const PROGRAM = join(import.meta.dirname, 'embedded-program.ts');
const running = new Set<ChildProcess>();

/**
 * Runs a deed in a process of its own and waits until it is done.
 *
 * @param dir the folder that it works on
 * @param binary the server that it runs there
 */
export async function runEmbedded(
  deed: 'hold' | 'mongo' | 'redis',
  dir: string,
  binary = '',
): Promise<EmbeddedProgram> {
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--import', '@swc-node/register/esm-register', PROGRAM, deed, dir, binary],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  running.add(child);
  const exited = once(child, 'exit').then(() => running.delete(child));
  const lines = createInterface(child.stdout);
  const line = await Promise.race([once(lines, 'line'), exited]);
  if (!Array.isArray(line)) throw new Error(`it ended before it was done: ${deed} ${dir}`);
  const told = JSON.parse(line[0] as string) as Pick<EmbeddedProgram, 'result' | 'fault'>;
  return {
    ...told,
    pid: child.pid as number,
    end: async (signal) => {
      child.kill(signal);
      await exited;
    },
  };
}

/** For `afterEach`: ends what a failed test left running. */
export async function endEmbedded(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }),
  );
}
