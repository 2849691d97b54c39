import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'port';

/** Notes the port that a server was given, so that its address stays the same between runs. */
export function rememberPort(dir: string, port: number): void {
  writeFileSync(join(dir, FILE), `${port}\n`);
}

/** The port of the last run; 0, which stands for any, when there was none. */
export function recallPort(dir: string): number {
  try {
    const port = Number(readFileSync(join(dir, FILE), 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
  } catch {
    return 0;
  }
}
