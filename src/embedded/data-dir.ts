import { linkSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EmbeddedServerError } from './embedded.errors.js';
import { identifyProcess } from './process-identity.js';
import { workInDataDir } from './writable-folder.js';

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
    return workInDataDir(path, (whole) => {
      const dir = new DataDir(realpathSync(whole));
      dir.take();
      return dir;
    });
  }

  /** Tells programs that come later where the servers are, see {@link findRunningServers}. */
  announce(addresses: ServerAddresses): void {
    this.writeAside((aside, file) => renameSync(aside, file), addresses);
  }

  /** Lets another process take it. */
  release(): void {
    rmSync(join(this.path, FILE), { force: true });
  }

  private take(): void {
    const found = readText(this.path);
    const holder = parseHolder(found);
    if (holder !== undefined) throw this.inUseBy(`process ${holder.pid}`);
    try {
      if (found !== undefined) this.removeStale(found);
      this.writeAside(linkSync);
    } catch (fault) {
      const { code } = fault as NodeJS.ErrnoException;
      // Between the look and the deed another start was quicker.
      if (code === 'EEXIST' || (code === 'ENOENT' && found !== undefined))
        throw this.inUseBy('another start');
      throw fault;
    }
  }

  /** Moved away before it is removed: what another start put there since the look goes back. */
  private removeStale(found: string): void {
    const file = join(this.path, FILE);
    const stale = `${file}.${process.pid}.stale`;
    renameSync(file, stale);
    try {
      if (readFileSync(stale, 'utf8') !== found) linkSync(stale, file);
    } finally {
      rmSync(stale);
    }
  }

  /** Writes a file beside and lets `place` put it where it belongs, so that nobody ever reads half of it. */
  private writeAside(place: (aside: string, file: string) => void, addresses?: ServerAddresses): void {
    const file = join(this.path, FILE);
    const aside = `${file}.${process.pid}`;
    writeFileSync(aside, describeHolder(addresses));
    try {
      place(aside, file);
    } finally {
      rmSync(aside, { force: true });
    }
  }

  private inUseBy(whom: string): EmbeddedServerError {
    return new EmbeddedServerError(
      `DATA_DIR ${this.path} is in use by ${whom}: stop it, or set DATA_DIR to another folder.`,
    );
  }
}

/** The servers that another process runs on this folder right now, or undefined. */
export function findRunningServers(path: string): ServerAddresses | undefined {
  const holder = parseHolder(readText(path));
  return holder?.mongoUri === undefined
    ? undefined
    : { mongoUri: holder.mongoUri, redisUrl: holder.redisUrl };
}

function describeHolder(addresses?: ServerAddresses): string {
  return JSON.stringify({ pid: process.pid, identity: identifyProcess(process.pid), ...addresses });
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(join(path, FILE), 'utf8');
  } catch {
    return undefined;
  }
}

/** The process that wrote it, if it still runs. */
function parseHolder(text: string | undefined): z.infer<typeof Holder> | undefined {
  if (text === undefined) return undefined;
  try {
    const holder = Holder.parse(JSON.parse(text));
    return identifyProcess(holder.pid) === holder.identity ? holder : undefined;
  } catch {
    return undefined;
  }
}
