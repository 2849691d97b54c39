import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** TypeScript as it stands, decorators included. */
const FROM_SOURCE = ['--no-warnings', '--import', '@swc-node/register/esm-register'];

/** Processors that this process may use: `0-3,6` of Linux as numbers; none elsewhere. */
function readAllowed(): readonly number[] {
  try {
    const list = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
    return list.split(',').flatMap((range) => {
      const [from = 0, to = from] = range.split('-').map(Number);
      return Array.from({ length: to - from + 1 }, (_, n) => from + n);
    });
  } catch {
    return [];
  }
}

const allowed = readAllowed();
const canPin = allowed.length > 1 && spawnSync('taskset', ['-c', String(allowed[0]), 'true']).status === 0;

/**
 * Where server and load generator run: each on one processor, so that neither takes the other's time.
 * Undefined where that cannot be had; the report says so.
 */
export const CPU = {
  server: canPin ? allowed[0] : undefined,
  load: canPin ? allowed[1] : undefined,
} as const;

export interface ProgramOptions {
  readonly args?: readonly string[];
  readonly cpu?: number | undefined;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdio: SpawnOptions['stdio'];
}

/** Runs a program of this project, compiled (`.js`) or from source (`.ts`). It dies with this process. */
export function spawnProgram(
  entry: string,
  { args = [], cpu, env = {}, stdio }: ProgramOptions,
): ChildProcess {
  // oxlint-disable-next-line node/no-process-env -- all that a program of its own is given of it
  const { PATH = '', HOME = '' } = process.env;
  const node = [process.execPath, ...(entry.endsWith('.ts') ? FROM_SOURCE : []), entry, ...args];
  const [command = '', ...rest] = cpu === undefined ? node : ['taskset', '-c', String(cpu), ...node];
  const child = spawn(command, rest, {
    stdio,
    env: { PATH, HOME, NODE_ENV: 'production', ...env },
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.removeListener('exit', kill));
  return child;
}
