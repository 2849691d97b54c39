import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const text = readFileSync('docs/architecture.md', 'utf8');
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((path) => `/${path}`);

describe('docs/architecture.md', () => {
  it('has every folder of the sources, and no other', () => {
    const layout = /^src\/\n([^]*?)^test\//m.exec(text)?.[1] ?? '';
    const named = [...layout.matchAll(/([a-z]+)\//g)].map(([, folder]) => folder);
    const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(named.toSorted()).toEqual(folders.map(({ name }) => name).toSorted());
  });

  it('has every folder of the tests, and no other', () => {
    const layout = /^test\/([^]*?)^bench\//m.exec(text)?.[1] ?? '';
    const named = layout.replaceAll(/\([^)]*\)/g, '').split('·');
    const folders = readdirSync('test', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(named.map((name) => name.trim()).toSorted()).toEqual(folders.map(({ name }) => name).toSorted());
  });

  it('names files that are there', () => {
    const files = [...text.matchAll(/[\w./-]+\.ts\b/g)].map(([name]) => name);
    const missing = files.filter(
      (name) =>
        !existsSync(join('docs', name)) &&
        !existsSync(name) &&
        !sources.some((path) => path.endsWith(`/${name}`)),
    );
    expect(missing).toEqual([]);
  });
});
