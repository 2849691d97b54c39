import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MUTANTS } from './mutants.js';
import { SourceTree } from './tree.js';

/** As much of jest's settings as a copy has to have. */
interface Settings {
  readonly roots: readonly string[];
}

describe('the mutants', () => {
  let tree: SourceTree;

  beforeAll(() => {
    tree = new SourceTree();
  });

  afterAll(() => tree.remove());

  it('have a copy with every folder that suites are looked for in', async () => {
    const settings = '../../jest.config.mjs';
    const { default: jest } = (await import(settings)) as { default: Settings };
    const folders = jest.roots.map((root) => root.replace('<rootDir>', tree.root));
    expect(folders.filter((folder) => !existsSync(folder))).toEqual([]);
  });

  it.each(MUTANTS)('$name: what it breaks is in the source, once', ({ edits, hunter }) => {
    expect(() => tree.apply(edits)).not.toThrow();
    tree.restore(edits);
    const suites = hunter.kind === 'suite' ? [join(tree.root, hunter.path)] : [];
    expect(suites.filter((path) => !existsSync(path))).toEqual([]);
  });
});
