import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workInDataDir } from './writable-folder.js';

/**
 * The secret of this installation: made once, kept where only its owner can read it, so that sign-ins outlive a restart.
 *
 * @throws {EmbeddedServerError} when the folder cannot be written to
 */
export function readOrMakeSecret(dataDir: string): string {
  return workInDataDir(dataDir, (dir) => {
    const file = join(dir, 'jwt-secret');
    try {
      writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
    }
    return readFileSync(file, 'utf8').trim();
  });
}
