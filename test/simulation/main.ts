import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { shrink } from './shrink.js';
import { planOf, simulate, type Outcome } from './world.js';

interface Totals {
  schedules: number;
  reads: number;
  staleReads: number;
  refused: number;
  steps: number;
  failed: number | null;
}

const whole = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('expected a whole number');
  return Number(text);
};

const { schedules, seed, replay, worker } = new Command('simulation')
  .description(
    'steps the cache engine through seeded schedules of delays, deaths and losses, and checks every read',
  )
  .option('--schedules <n>', 'how many', whole, 10_000)
  .option('--seed <n>', 'the first seed', whole, 1)
  .option('--replay <seed>', 'run one schedule, shrunk if it fails, and print its trace', whole)
  .option('--worker', 'run here and report to the parent process')
  .parse()
  .opts<{ schedules: number; seed: number; replay?: number; worker?: boolean }>();

if (replay !== undefined) await replayOne(replay);
else if (worker) process.send?.(await runHere(seed, schedules));
else await runAll();

async function runHere(first: number, count: number): Promise<Totals> {
  const totals: Totals = { schedules: 0, reads: 0, staleReads: 0, refused: 0, steps: 0, failed: null };
  for (let current = first; current < first + count; current += 1) {
    const outcome = await simulate(current);
    totals.schedules += 1;
    totals.reads += outcome.reads;
    totals.staleReads += outcome.staleReads;
    totals.refused += outcome.refused;
    totals.steps += outcome.steps;
    if (outcome.violations.length === 0) continue;
    totals.failed = current;
    break;
  }
  return totals;
}

async function runAll(): Promise<void> {
  const began = performance.now();
  const workers = availableParallelism();
  const share = Math.ceil(schedules / workers);
  const results = await Promise.all(
    Array.from({ length: workers }, async (_, n) => {
      const first = seed + n * share;
      const args = [
        '--worker',
        '--seed',
        String(first),
        '--schedules',
        String(Math.min(share, seed + schedules - first)),
      ];
      const child = fork(fileURLToPath(import.meta.url), args);
      const [totals] = (await once(child, 'message')) as [Totals];
      return totals;
    }),
  );
  const sum = (name: Exclude<keyof Totals, 'failed'>): number =>
    results.reduce((total, part) => total + part[name], 0);
  const seconds = (performance.now() - began) / 1_000;
  console.info(
    `${sum('schedules')} schedules, ${sum('steps')} steps, ${sum('reads')} reads (${sum('staleReads')} labelled stale), ` +
      `${sum('refused')} refused, ${seconds.toFixed(1)} s, ${Math.round(sum('schedules') / seconds)} schedules/s`,
  );
  const failed = results.find((part) => part.failed !== null)?.failed ?? null;
  if (failed === null) return console.info('0 violations');
  await replayOne(failed);
}

async function replayOne(which: number): Promise<void> {
  const whole = await simulate(which);
  const outcome: Outcome =
    whole.violations.length > 0 ? await shrink(which) : await simulate(which, planOf(which), true);
  for (const line of outcome.trace) console.info(line);
  for (const { rule, text } of outcome.violations) console.error(`VIOLATION ${rule}: ${text}`);
  console.info(
    `seed ${which}: ${outcome.violations.length} violations; faults: ${JSON.stringify(outcome.faults)}`,
  );
  if (outcome.violations.length > 0) process.exitCode = 1;
}
