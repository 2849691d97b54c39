import { Command } from 'commander';
import { exitOnSignals } from '../../src/embedded/exit-on-signals.js';
import { hunt } from './hunt.js';
import type { Mutant } from './mutant.js';
import { CONTROLS, MUTANTS } from './mutants.js';
import { SourceTree } from './tree.js';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const { only, trace } = new Command('mutants')
  .description(
    'breaks the protocol in a copy of the sources, one way at a time, and shows that it is noticed',
  )
  .option('--only <text>', 'mutants whose name has this text', '')
  .option('--trace', 'print what caught each of them')
  .parse()
  .opts<{ only: string; trace?: boolean }>();

exitOnSignals();
const tree = new SourceTree();
process.on('exit', () => tree.remove());

print('| mutant | verdict | by | seconds |\n| --- | --- | --- | --: |');
let wrong = 0;
for (const mutant of CONTROLS) wrong += (await judge(mutant, false)) ? 0 : 1;
for (const mutant of MUTANTS) wrong += (await judge(mutant, true)) ? 0 : 1;
print(wrong === 0 ? '\nall mutants caught, no false alarm' : `\n${wrong} verdicts are wrong`);
process.exitCode = wrong === 0 ? 0 : 1;

/** Hunts one mutant and prints its row; returns whether it ended as it should. */
async function judge({ name, edits, hunter }: Mutant, shouldBeCaught: boolean): Promise<boolean> {
  if (!name.includes(only)) return true;
  const began = performance.now();
  tree.apply(edits);
  const { caught, by, output } = await hunt(tree.root, hunter);
  tree.restore(edits);
  const verdict = shouldBeCaught ? (caught ? 'caught' : 'SURVIVED') : caught ? 'FALSE ALARM' : 'quiet';
  print(`| ${name} | ${verdict} | ${by} | ${Math.round((performance.now() - began) / 1_000)} |`);
  if (trace) print(output);
  return caught === shouldBeCaught;
}
