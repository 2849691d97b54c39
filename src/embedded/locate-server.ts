import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EmbeddedServerError } from './embedded.errors.js';

/** A server binary that was run once and answered. */
export interface LocatedServer {
  /** What to start: a path, or a name found on PATH. */
  readonly binary: string;
  readonly version: string;
  /** Where it came from, for people. */
  readonly source: string;
}

/** One place where a server may come from. */
export interface ServerSource {
  readonly name: string;
  /** The binary's path or name, or undefined when this source has nothing here. May take its time, as a download does. */
  find(): Promise<string | undefined>;
}

export interface Search {
  readonly name: string;
  /** The oldest major version that will do. */
  readonly oldest: number;
  /** In the order of preference. */
  readonly sources: readonly ServerSource[];
}

/**
 * Takes the first source whose binary runs on this machine and is new enough.
 *
 * @throws {EmbeddedServerError} that names what was wrong with each source, on one line
 */
export async function locateServer({ name, oldest, sources }: Search): Promise<LocatedServer> {
  const faults: string[] = [];
  for (const source of sources) {
    try {
      const binary = await source.find();
      if (binary === undefined) continue;
      const version = await readVersion(binary);
      if (Number.parseInt(version, 10) >= oldest) return { binary, version, source: source.name };
      faults.push(`${source.name}: version ${version} is older than ${oldest}`);
    } catch (fault) {
      faults.push(`${source.name}: ${describeFault(fault)}`);
    }
  }
  throw new EmbeddedServerError(
    `No ${name} can be had (${faults.join('; ') || 'no source applies to this machine'}).`,
  );
}

/** Runs `binary --version`. Rejects when that does not work, as with a binary for another machine. */
async function readVersion(binary: string): Promise<string> {
  const { stdout } = await promisify(execFile)(binary, ['--version'], { timeout: 10_000 });
  const version = /\bv=?(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  if (version === undefined) throw new EmbeddedServerError('it does not tell its version');
  return version;
}

/** What the program itself complained of, such as a library that the machine lacks, or else the fault, on one line. */
function describeFault(fault: unknown): string {
  const { stderr, message, code } = fault as Error & { stderr?: string; code?: unknown };
  if (code === 'ENOENT') return 'not found';
  return (stderr?.trim().split('\n').at(-1) || message).split('\n', 1)[0] as string;
}
