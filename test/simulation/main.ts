import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { shrink } from './shrink.js';
import { addTotals, noTotals, runSchedules, type Totals } from './totals.js';
import { planOf } from './planner.js';
import { simulate } from './world.js';

/** Schedules that a worker is given at a time: few enough that all stop soon after one failed. */
const PORTION = 200;

/** A schedule's garbage dies young: more room for the young, and less of it is copied. */
const ROOMY = ['--max-semi-space-size=64'];

interface Portion {
  readonly first: number;
  readonly count: number;
}

const parseWhole = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('expected a whole number');
  return Number(text);
};
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const { schedules, seed, workers, replay, worker, keepGoing } = new Command('simulation')
  .description(
    'steps the cache engine through seeded schedules of delays, deaths and losses, and checks every read',
  )
  .option('--schedules <n>', 'how many', parseWhole, 10_000)
  .option('--seed <n>', 'the first seed', parseWhole, 1)
  .option('--workers <n>', 'processes that share the work', parseWhole, availableParallelism())
  .option('--keep-going', 'count the schedules that fail instead of stopping at the first')
  .option('--replay <seed>', 'run one schedule, shrunk if it fails, and print its trace', parseWhole)
  .option('--worker', 'run what the parent process sends')
  .parse()
  .opts<{
    schedules: number;
    seed: number;
    workers: number;
    replay?: number;
    worker?: boolean;
    keepGoing?: boolean;
  }>();

if (replay !== undefined) await replayOne(replay);
else if (worker) serve();
else await runAll();

function serve(): void {
  // Errors are thrown by the thousand here, and nobody reads where from.
  Error.stackTraceLimit = 0;
  process.on('message', ({ first, count }: Portion) => {
    void runSchedules(first, count, { keepsGoing: keepGoing ?? false }).then((totals) =>
      process.send?.(totals),
    );
  });
}

async function runAll(): Promise<void> {
  const began = performance.now();
  const totals = noTotals();
  const end = seed + schedules;
  let next = seed;
  const work = async (): Promise<void> => {
    const child = fork(fileURLToPath(import.meta.url), ['--worker', ...(keepGoing ? ['--keep-going'] : [])], {
      execArgv: [...process.execArgv, ...ROOMY],
    });
    while (next < end && (keepGoing || totals.failed === null)) {
      const portion: Portion = { first: next, count: Math.min(PORTION, end - next) };
      next += portion.count;
      child.send(portion);
      const [part] = (await once(child, 'message')) as [Totals];
      addTotals(totals, part);
    }
    child.disconnect();
  };
  await Promise.all(Array.from({ length: Math.max(1, workers) }, work));
  const seconds = (performance.now() - began) / 1_000;
  print(
    `${totals.schedules} schedules, ${totals.steps} steps, ${totals.reads} reads (${totals.staleReads} labelled stale), ` +
      `${totals.refused} refused, ${totals.carries} carried, ${seconds.toFixed(1)} s, ${Math.round(totals.schedules / seconds)} schedules/s`,
  );
  if (totals.failed === null) {
    print('0 violations');
    return;
  }
  const rules = Object.entries(totals.rules).map(([rule, count]) => `${rule} ${count}`);
  print(`${totals.failures} failed (${rules.join(', ')}), first ${totals.failed}`);
  await replayOne(totals.failed);
}

async function replayOne(which: number): Promise<void> {
  const plan = planOf(which);
  const traced = await simulate(plan, true);
  const outcome = traced.violations.length > 0 ? await shrink(plan) : traced;
  for (const line of outcome.trace) print(line);
  for (const { rule, text } of outcome.violations) print(`VIOLATION ${rule}: ${text}`);
  print(
    `seed ${which}: ${outcome.violations.length} violations; faults: ${JSON.stringify(outcome.plan.faults)}; ` +
      `again: npm run test:simulation -- --replay ${which}`,
  );
  if (outcome.violations.length > 0) process.exitCode = 1;
}
