import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

// In two parts, so that a search for such words in the product does not end here.
const LATER = ['TO', 'DO'].join('');
const IGNORED = ['ig', 'nore'].join('');
const ALONE = ['on', 'ly'].join('');
const NEVER = ['sk', 'ip'].join('');

/** [rule, file, source that the rule must refuse]. Sources are text, so that they never reach the real check. */
const BROKEN: readonly (readonly [rule: string, file: string, source: string])[] = [
  ['eslint(max-lines)', 'src/long.ts', 'export {};\n'.repeat(301)],
  ['eslint(no-console)', 'src/loud.ts', `console.log('here');\n`],
  ['eslint(no-warning-comments)', 'src/later.ts', `// ${LATER}: later\nexport {};\n`],
  ['eslint(eqeqeq)', 'src/loose.ts', `export const same = (a: number, b: number) => a == b;\n`],
  ['node(no-process-env)', 'src/ambient.ts', `export const home = process.env['HOME'];\n`],
  [
    'import(no-cycle)',
    'src/one.ts',
    `import { two } from './two.js';\nexport const one: () => number = () => two();\n`,
  ],
  [
    'typescript(no-explicit-any)',
    'src/any.ts',
    `export const untyped = (value: any): number => Number(value);\n`,
  ],
  [
    'typescript(no-unsafe-assignment)',
    'src/unsafe.ts',
    `export const read = (text: string): void => { const value = JSON.parse(text); void value; };\n`,
  ],
  ['typescript(ban-ts-comment)', 'src/ignored.ts', `// @ts-${IGNORED}\nexport const wrong: number = '1';\n`],
  [
    'typescript(no-floating-promises)',
    'src/floating.ts',
    `export function start(): void { Promise.resolve(1); }\n`,
  ],
  [
    'typescript(no-misused-promises)',
    'src/misused.ts',
    `export const each = (ids: number[]): void => ids.forEach(async (id) => { await Promise.resolve(id); });\n`,
  ],
  [
    'typescript(switch-exhaustiveness-check)',
    'src/partial.ts',
    `export function name(role: 'a' | 'b'): void { switch (role) { case 'a': break; } }\n`,
  ],
  ['typescript(only-throw-error)', 'src/thrown.ts', `export function stop(): never { throw 'stop'; }\n`],
  [
    'typescript(no-non-null-assertion)',
    'src/sure.ts',
    `export const first = (list: number[]): number => list[0]!;\n`,
  ],
  ['unicorn(filename-case)', 'src/CamelCase.ts', `export {};\n`],
  [
    'jest(no-focused-tests)',
    'src/focused.spec.ts',
    `it.${ALONE}('runs alone', () => { expect(1).toBe(1); });\n`,
  ],
  [
    'jest(no-disabled-tests)',
    'src/disabled.spec.ts',
    `it.${NEVER}('never runs', () => { expect(1).toBe(1); });\n`,
  ],
  ['jest(expect-expect)', 'src/empty.spec.ts', `it('proves nothing', () => { Number(1); });\n`],
];

/** [file, source] that must pass. */
const SOUND: readonly (readonly [file: string, source: string])[] = [
  ['config/environment.ts', `export const home = process.env['HOME'];\n`],
  ['src/main.ts', `console.info('listening');\n`],
  ['src/import/oulad.cli.ts', `console.info('imported');\n`],
  [
    'src/typed.ts',
    `import { URL } from 'node:url';\nexport const parse = (text: string): URL => new URL(text);\n`,
  ],
];

const ROOT = process.cwd();

describe('the lint rules', () => {
  let folder: string;
  let found: Set<string>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lint-'));
    for (const name of ['.oxlintrc.json', 'tsconfig.json']) cpSync(join(ROOT, name), join(folder, name));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const files = [
      ...BROKEN.map(([, file, source]) => [file, source] as const),
      ...SOUND,
      [
        'src/two.ts',
        `import { one } from './one.js';\nexport const two: () => number = () => one();\n`,
      ] as const,
    ];
    for (const [file, source] of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), source);
    }
    const run = spawnSync(join(ROOT, 'node_modules/.bin/oxlint'), ['-f', 'json', 'src', 'config'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const report = JSON.parse(run.stdout) as {
      diagnostics: readonly { code: string; filename: string }[];
    };
    found = new Set(report.diagnostics.map(({ code, filename }) => `${code}: ${filename}`));
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(BROKEN)('%s refuses %s', (rule, file) => {
    expect(found).toContain(`${rule}: ${file}`);
  });

  it.each(SOUND)('lets %s pass', (file) => {
    expect([...found].filter((diagnostic) => diagnostic.endsWith(`: ${file}`))).toEqual([]);
  });
});
