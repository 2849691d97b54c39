import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { EmbeddedServerError } from './embedded.errors.js';
import { identifyProcess } from './process-identity.js';

const FILE = 'in-use.json';
const Holder = z.object({
  pid: z.number().int().positive(),
  identity: z.string(),
  mongoUri: z.string().optional(),
  redisUrl: z.string().optional(),
});

/** Addresses of the servers that run on a data folder. */
export interface ServerAddresses {
  readonly mongoUri: string;
  readonly redisUrl?: string | undefined;
}

/** The folder that keeps the servers' binaries and data, held by one process at a time. */
export class DataDir {
  private constructor(readonly path: string) {}

  /**
   * Makes the folder where it is missing and takes hold of it.
   *
   * The hold of a process that has ended, however it ended, is nobody's.
   * @throws {EmbeddedServerError} when it cannot be written to, or another process holds it
   */
  static open(path: string): DataDir {
    const whole = resolve(path);
    try {
      mkdirSync(whole, { recursive: true });
      const dir = new DataDir(realpathSync(whole));
      dir.take();
      return dir;
    } catch (cause) {
      if (cause instanceof EmbeddedServerError) throw cause;
      const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
      throw new EmbeddedServerError(
        `DATA_DIR ${whole} cannot be written to (${code}): make it writable, or set DATA_DIR to a folder that is.`,
        { cause },
      );
    }
  }

  /** Tells programs that come later where the servers are, see {@link findRunningServers}. */
  announce(addresses: ServerAddresses): void {
    writeFileSync(join(this.path, FILE), describeHolder(addresses));
  }

  /** Lets another process take it. */
  release(): void {
    rmSync(join(this.path, FILE), { force: true });
  }

  private take(): void {
    const holder = readHolder(this.path);
    if (holder !== undefined) {
      throw new EmbeddedServerError(
        `DATA_DIR ${this.path} is in use by process ${holder.pid}: stop it, or set DATA_DIR to another folder.`,
      );
    }
    this.release();
    writeFileSync(join(this.path, FILE), describeHolder(), { flag: 'wx' });
  }
}

/** The servers that another process runs on this folder right now, or undefined. */
export function findRunningServers(path: string): ServerAddresses | undefined {
  const holder = readHolder(path);
  return holder?.mongoUri === undefined
    ? undefined
    : { mongoUri: holder.mongoUri, redisUrl: holder.redisUrl };
}

function describeHolder(addresses?: ServerAddresses): string {
  return JSON.stringify({ pid: process.pid, identity: identifyProcess(process.pid), ...addresses });
}

function readHolder(path: string): z.infer<typeof Holder> | undefined {
  try {
    const holder = Holder.parse(JSON.parse(readFileSync(join(path, FILE), 'utf8')));
    return identifyProcess(holder.pid) === holder.identity ? holder : undefined;
  } catch {
    return undefined;
  }
}
