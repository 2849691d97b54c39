import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Hunter } from './mutant.js';

export interface Catch {
  readonly caught: boolean;
  /** After how many schedules, or by which test. */
  readonly by: string;
  /** What was printed, for whoever wonders. */
  readonly output: string;
}

/** Runs schedules or a suite in a copy of the tree. A crash that is no verdict is an error, not a catch. */
export async function hunt(root: string, hunter: Hunter): Promise<Catch> {
  return hunter.kind === 'simulation'
    ? huntBySimulation(root, hunter.schedules)
    : huntBySuite(root, hunter.path);
}

async function huntBySimulation(root: string, schedules: number): Promise<Catch> {
  const output = await run(root, [
    ...['--no-warnings', '--import', '@swc-node/register/esm-register'],
    ...['test/simulation/main.ts', '--schedules', String(schedules), '--keep-going'],
  ]);
  const done = /^(?<count>\d+) schedules,/m.exec(output)?.groups?.['count'];
  if (done === undefined) throw new Error(`the simulation did not run:\n${output}`);
  const found = /^(?<failed>\d+) failed \((?<rules>.*)\), first (?<first>\d+)$/m.exec(output)?.groups;
  if (!found) return { caught: false, by: `none of ${done} schedules`, output };
  const { failed, rules, first } = found;
  return { caught: true, by: `${failed} of ${done} schedules (${rules}), first no. ${first}`, output };
}

async function huntBySuite(root: string, path: string): Promise<Catch> {
  const output = await run(root, [
    ...['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'],
    ...['--runTestsByPath', path, '--verbose'],
  ]);
  const failed = /^\s+✕ (?<test>.*?)(?: \(\d+ ms\))?$/m.exec(output)?.groups?.['test'];
  if (failed !== undefined) return { caught: true, by: `${path}: ${failed}`, output };
  if (!/^\s+✓ /m.test(output)) throw new Error(`the suite did not run:\n${output}`);
  return { caught: false, by: path, output };
}

async function run(cwd: string, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return out + errors;
}
