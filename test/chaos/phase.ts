import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Chance } from '../simulation/chance.js';
import { check, type Violation } from './checker.js';
import { ChaosClient } from './client.js';
import type { Fault } from './fault.js';
import { History } from './history.js';
import { judgePhase, summarize, type PhaseReport } from './phase-report.js';
import { settlePeople, type Population } from './population.js';
import { compareWithDatabase, settle } from './quiescence.js';
import { learn, readAround, writeCourses } from './workload.js';
import type { World } from './world.js';

export interface PhaseOptions {
  readonly name: string;
  readonly faults: readonly Fault[];
  readonly seconds: number;
  readonly seed: number;
}

/** Lets clients read and write while faults strike, then holds everything against the promise. */
export async function runPhase(world: World, options: PhaseOptions): Promise<PhaseReport> {
  const { name, faults, seconds, seed } = options;
  const file = createWriteStream(join(world.options.dir, `${name.replaceAll(/\W+/g, '-')}.jsonl`));
  const history = new History((line) => void file.write(`${line}\n`));
  const chance = new Chance(seed);
  const population = await settlePeople(world.db, world.instances[0]!.url, history, {
    ...{
      group: `g${Math.round(performance.now())}`,
      learners: 4,
      newcomers: Math.min(40, 4 + Math.ceil(seconds / 4)),
      slots: 4,
    },
    lessons: Math.min(300, 20 + seconds),
  });
  await world.rememberDumps();
  const until = performance.now() + seconds * 1_000;
  const goesOn = (): boolean => performance.now() < until;
  const [undone] = await Promise.all([
    strike(world, faults, chance, history, goesOn),
    ...employ(world, history, population, seed, goesOn),
  ]);
  const settled = await settle(world, population.admin);
  const violations: Violation[] = [...undone];
  if (!settled)
    violations.push({ rule: 'quiescence', text: 'an instance did not come back to proofs and Redis' });
  const quiet = settled ? await compareWithDatabase(world, population) : { violations: [], compared: {} };
  const findings = check(history, world.options.stalenessMs);
  file.end();
  await once(file, 'close');
  const report = summarize(options, history, {
    ...findings,
    compared: quiet.compared,
    residentMb: world.instances.map(({ residentMb }) => residentMb),
    violations: [...findings.violations, ...violations, ...quiet.violations],
  });
  return { ...report, violations: [...report.violations, ...judgePhase(report, faults)] };
}

function employ(
  world: World,
  history: History,
  population: Population,
  seed: number,
  goesOn: () => boolean,
): Promise<void>[] {
  const client = (name: string, n: number): ChaosClient =>
    new ChaosClient(`${name}${n}`, world, history, new Chance(seed * 1_000 + n), n % 2 === 0);
  const { slots, learners, newcomers } = population;
  return [
    ...[0, 1].map((n) =>
      writeCourses(
        client('author', n),
        population,
        slots.filter((_, slot) => slot % 2 === n),
        goesOn,
      ),
    ),
    ...[2, 3].map((n) =>
      learn(
        client('learner', n),
        population,
        learners.filter((_, who) => who % 2 === n - 2),
        newcomers.filter((_, who) => who % 2 === n - 2),
        goesOn,
      ),
    ),
    ...[4, 5, 6, 7, 8, 9].map((n) => readAround(client('reader', n), population, goesOn)),
  ];
}

/** One fault after another, chosen and timed by the seed. A fault that could not be done proves nothing, so it counts. */
async function strike(
  world: World,
  faults: readonly Fault[],
  chance: Chance,
  history: History,
  goesOn: () => boolean,
): Promise<Violation[]> {
  const undone: Violation[] = [];
  await sleep(1_500);
  while (goesOn() && faults.length > 0) {
    const fault = chance.pick(faults);
    const began = performance.now();
    if (fault.strikes === 'redis' && chance.happens(0.3)) await world.rememberDumps();
    await fault
      .run(world, chance, goesOn)
      .catch((error: unknown) => undone.push({ rule: 'fault', text: `${fault.name}: ${String(error)}` }));
    history.add({ kind: 'fault', name: fault.name, began, ended: performance.now() });
    await sleep(chance.between(300, 2_500));
  }
  return undone;
}
