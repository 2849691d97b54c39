import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ImportError } from '../import.errors.js';
import { OULAD_FILES } from './oulad-rows.js';

/**
 * Checks that the whole set is there, before anything else is done.
 *
 * @returns the size of all files, in bytes
 * @throws {ImportError} naming every file that is missing
 */
export async function measureFiles(dir: string): Promise<number> {
  const sizes = await Promise.all(
    OULAD_FILES.map((file) =>
      stat(join(dir, file)).then(
        (found) => (found.isFile() ? found.size : undefined),
        () => undefined,
      ),
    ),
  );
  const missing = OULAD_FILES.filter((_, place) => sizes[place] === undefined);
  if (missing.length > 0)
    throw new ImportError(`missing in ${dir}: ${missing.join(', ')}; nothing was written`);
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}
