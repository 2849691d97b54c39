import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { EmbeddedServerError } from './embedded.errors.js';

/**
 * Makes the folder of the embedded servers where it is missing and does something in it.
 *
 * @throws {EmbeddedServerError} instead of the system's error, saying what to do
 */
export function workInDataDir<T>(path: string, work: (whole: string) => T): T {
  const whole = resolve(path);
  try {
    mkdirSync(whole, { recursive: true });
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
