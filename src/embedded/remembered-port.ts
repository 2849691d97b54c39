import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from './free-port.js';
import { stopLeftover } from './server-record.js';

const FILE = 'port';

/**
 * The port for the server of this folder: that of its last run where it is free, or any free one.
 *
 * A server that a crashed process left running here is stopped first, so that it does not hold that port.
 */
export async function claimPort(dir: string): Promise<number> {
  await stopLeftover(dir);
  return await findFreePort(recallPort(dir));
}

/** Notes the port that a server was given, so that its address stays the same between runs. */
export function rememberPort(dir: string, port: number): void {
  writeFileSync(join(dir, FILE), `${port}\n`);
}

/** Undefined when there was no run. */
function recallPort(dir: string): number | undefined {
  try {
    const port = Number(readFileSync(join(dir, FILE), 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
  } catch {
    return undefined;
  }
}
