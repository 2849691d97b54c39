import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const ownRequire = createRequire(import.meta.url);

/**
 * Evaluates a CommonJS package whose files require ES modules: Node does that by itself, jest does it from
 * Node 24.9 on only.
 *
 * @param name of the package
 * @param esModules names of the ES modules that it requires; it gets those that the tests import
 * @returns what the package exports
 */
export async function loadCommonJs(name: string, esModules: readonly string[]): Promise<unknown> {
  const imported = new Map<string, unknown>();
  for (const esModule of esModules) imported.set(esModule, await import(esModule));
  const loaded = new Map<string, { exports: unknown }>();

  const load = (path: string): unknown => {
    const known = loaded.get(path);
    if (known) return known.exports;
    const made = { exports: {} };
    loaded.set(path, made);
    const require = createRequire(path);
    const requireHere = (wanted: string): unknown => {
      if (wanted.startsWith('.')) return load(require.resolve(wanted));
      return imported.get(wanted) ?? require(wanted);
    };
    // oxlint-disable-next-line typescript/no-implied-eval -- that is what loading CommonJS is
    new Function('module', 'exports', 'require', readFileSync(path, 'utf8'))(made, made.exports, requireHere);
    return made.exports;
  };

  // By its own description: the package's name leads back to what stands in for it.
  const description = ownRequire.resolve(`${name}/package.json`);
  const { main = 'index.js' } = JSON.parse(readFileSync(description, 'utf8')) as { main?: string };
  return load(join(dirname(description), main));
}
