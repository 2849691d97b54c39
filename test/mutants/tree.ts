import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Edit } from './mutant.js';

const COPIED = [
  'bench',
  'config',
  'src',
  'test',
  'package.json',
  'tsconfig.json',
  'jest.config.mjs',
  '.swcrc',
];
/** Packages, and the servers that suites have fetched before. */
const LINKED = ['node_modules', '.data'];

/** A copy of the sources that can be broken; the tree itself is never touched. */
export class SourceTree {
  readonly root = mkdtempSync(join(tmpdir(), 'tiercel-mutants-'));

  constructor() {
    for (const name of COPIED) cpSync(name, join(this.root, name), { recursive: true });
    for (const name of LINKED) if (existsSync(name)) symlinkSync(resolve(name), join(this.root, name));
  }

  /** @throws {Error} when what an edit replaces is not there exactly once: the source has moved on. */
  apply(edits: readonly Edit[]): void {
    for (const { file, find, replace } of edits) {
      const path = join(this.root, file);
      const parts = readFileSync(path, 'utf8').split(find);
      if (parts.length !== 2) throw new Error(`${file}: found ${parts.length - 1} times: ${find}`);
      writeFileSync(path, parts.join(replace));
    }
  }

  /** Brings back the files that edits have changed. */
  restore(edits: readonly Edit[]): void {
    for (const { file } of edits) cpSync(file, join(this.root, file));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
