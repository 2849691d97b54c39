import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';

const ONLY_PROC = process.platform === 'linux';

/**
 * Tells one life of a process from another that was later given the same pid.
 *
 * @returns a text that is equal only for the same life, or undefined when no such process runs (a zombie counts as gone,
 *   but not while other threads of it end: they still hold its files and ports).
 */
export function identifyProcess(pid: number): string | undefined {
  try {
    if (!ONLY_PROC)
      return execFileSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8' }).trim();
    // proc(5): the name in brackets may hold spaces, so fields are counted from the last bracket; 3 is the state, 22 the start.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const isGone = fields[0] === 'Z' && readdirSync(`/proc/${pid}/task`).length === 1;
    return isGone ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** Whether a process works in `dir`. Only Linux can say; elsewhere the identity alone has to do. */
export function worksIn(pid: number, dir: string): boolean {
  if (!ONLY_PROC) return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dir);
  } catch {
    return false;
  }
}
