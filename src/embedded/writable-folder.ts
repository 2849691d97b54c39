import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { EmbeddedServerError } from './embedded.errors.js';

/**
 * Makes the folder of the embedded servers where it is missing and does something in it.
 *
 * @throws {EmbeddedServerError} instead of the system's error, saying what to do
 */
export function workInDataDir<T>(path: string, work: (whole: string) => T): T {
  const whole = resolve(path);
  try {
    makeFolder(whole);
    return work(whole);
  } catch (cause) {
    if (cause instanceof EmbeddedServerError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new EmbeddedServerError(
      `DATA_DIR ${whole} cannot be written to (${code}): make it writable, or set DATA_DIR to a folder that is.`,
      { cause },
    );
  }
}

/** Not by the `recursive` of Node's own: where the system says ENOENT to a folder that exists, as /proc does, that never returns. */
function makeFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (fault) {
    // Another start may have made it since.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw fault;
  }
}
