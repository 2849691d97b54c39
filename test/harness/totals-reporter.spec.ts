import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Inside the project, so that jest finds its packages; its own configuration starts no servers. */
const FOLDER = resolve('node_modules', '.cache', `totals-${process.pid}`);

const PASSING = "it('passes', () => undefined);\n";
const FAILING = "it('fails', () => { throw new Error('on purpose'); });\n";
const LATER = "it.todo('comes later');\n";
const BROKEN = 'this is not a program\n';

/** Runs jest with the project's reporters on these files. */
function runJest(files: Readonly<Record<string, string>>) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(FOLDER, `${name}.test.cjs`), text);
  const config = {
    rootDir: FOLDER,
    testRegex: [String.raw`\.test\.cjs$`],
    moduleFileExtensions: ['cjs', 'js'],
    haste: { retainAllFiles: true },
    testPathIgnorePatterns: [],
    transform: {},
    reporters: ['default', resolve('test/support/totals-reporter.mjs')],
  };
  const jest = resolve('node_modules/jest/bin/jest.js');
  const run = spawnSync(
    'sh',
    ['-c', '"$0" "$@" 2>&1', process.execPath, jest, '--config', JSON.stringify(config)],
    {
      encoding: 'utf8',
    },
  );
  return { status: run.status, lastLine: run.stdout.trimEnd().split('\n').at(-1), text: run.stdout };
}

describe('the last line of a test run', () => {
  afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

  it('counts what passed', () => {
    expect(runJest({ one: PASSING, two: PASSING })).toMatchObject({
      status: 0,
      lastLine: '2 passed, 0 failed',
    });
  });

  it('counts what failed, after everything that jest tells about it', () => {
    expect(runJest({ one: PASSING + FAILING })).toMatchObject({ status: 1, lastLine: '1 passed, 1 failed' });
  });

  it('counts a file that cannot even be loaded as a failure', () => {
    expect(runJest({ one: PASSING, two: BROKEN })).toMatchObject({
      status: 1,
      lastLine: '1 passed, 1 failed',
    });
  });

  it('names what was left out', () => {
    expect(runJest({ one: PASSING + LATER })).toMatchObject({
      status: 0,
      lastLine: '1 passed, 0 failed, 1 skipped',
    });
  });
});
