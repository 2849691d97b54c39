import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { identifyProcess, worksIn } from './process-identity.js';

const FILE = 'process.json';
const Recorded = z.object({ pid: z.number().int().positive(), identity: z.string() });

/** Notes in a server's folder which process serves it, so that a later start can find it after a crash of this one. */
export function recordServer(dir: string, pid: number): void {
  const identity = identifyProcess(pid);
  if (identity !== undefined) writeFileSync(join(dir, FILE), JSON.stringify({ pid, identity }));
}

/** Removes the note of `recordServer`. */
export function forgetServer(dir: string): void {
  rmSync(join(dir, FILE), { force: true });
}

/**
 * Finds the server that an earlier process left running on this folder.
 *
 * @returns its pid, or undefined when it is gone, or when the pid now belongs to something that is not ours.
 */
export function findLeftover(dir: string): number | undefined {
  try {
    const { pid, identity } = Recorded.parse(JSON.parse(readFileSync(join(dir, FILE), 'utf8')));
    return identifyProcess(pid) === identity && worksIn(pid, dir) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Stops the server that an earlier process left running on this folder, if there is one.
 *
 * @param patience milliseconds until it is killed outright
 * @returns the pid that was stopped, or undefined
 */
export async function stopLeftover(dir: string, patience = 10_000): Promise<number | undefined> {
  const pid = findLeftover(dir);
  if (pid !== undefined) {
    const identity = identifyProcess(pid);
    send(pid, 'SIGTERM');
    // A frozen process takes no signal but these.
    send(pid, 'SIGCONT');
    const deadline = performance.now() + patience;
    while (identity !== undefined && identifyProcess(pid) === identity) {
      if (performance.now() > deadline) send(pid, 'SIGKILL');
      await sleep(20);
    }
  }
  forgetServer(dir);
  return pid;
}

/** It may end at any moment by itself. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ESRCH') throw fault;
  }
}
