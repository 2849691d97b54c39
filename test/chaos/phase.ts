import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Chance } from '../simulation/chance.js';
import { check, type Staleness, type Violation } from './checker.js';
import { ChaosClient } from './client.js';
import type { Fault } from './faults.js';
import { History } from './history.js';
import { settlePeople, type Population } from './population.js';
import { compareWithDatabase, settle } from './quiescence.js';
import { learn, readAround, writeCourses } from './workload.js';
import type { World } from './world.js';

/** Above what an instance needs with an empty cache; its cache is bounded at 64 MiB. */
const MOST_RESIDENT_MB = 512;

export interface PhaseOptions {
  readonly name: string;
  readonly faults: readonly Fault[];
  readonly seconds: number;
  readonly seed: number;
}

export interface PhaseReport {
  readonly name: string;
  readonly seconds: number;
  readonly reads: number;
  readonly writes: number;
  readonly acknowledged: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly staleness: Staleness;
  readonly staleReads: number;
  readonly tokenReads: number;
  readonly bypasses: number;
  readonly failed: number;
  /** Percent of requests that were answered. */
  readonly availability: number;
  /** Percent of cached reads that came from a tier. */
  readonly hits: number;
  readonly compared: Readonly<Record<string, number>>;
  readonly residentMb: readonly number[];
  readonly violations: readonly Violation[];
}

/** Lets clients read and write while faults strike, then holds everything against the promise. */
export async function runPhase(world: World, options: PhaseOptions): Promise<PhaseReport> {
  const { name, faults, seconds, seed } = options;
  const file = createWriteStream(join(world.options.dir, `${name.replaceAll(/\W+/g, '-')}.jsonl`));
  const history = new History((line) => void file.write(`${line}\n`));
  const chance = new Chance(seed);
  const population = await settlePeople(world.db, world.instances[0]!.url, history, {
    ...{ group: `g${Math.round(performance.now())}`, learners: 6, slots: 8 },
    lessons: Math.min(300, 20 + seconds),
  });
  await world.redis.rememberDump();
  const until = performance.now() + seconds * 1_000;
  const goesOn = (): boolean => performance.now() < until;
  await Promise.all([
    ...employ(world, history, population, seed, goesOn),
    strike(world, faults, chance, history, goesOn),
  ]);
  const settled = await settle(world, population.admin);
  const violations: Violation[] = settled
    ? []
    : [{ rule: 'quiescence', text: 'an instance did not come back to proofs and Redis' }];
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
  const { slots, learners } = population;
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
        learners.filter((_, who) => who % 2 === n - 2),
        goesOn,
      ),
    ),
    ...[4, 5, 6, 7, 8, 9].map((n) => readAround(client('reader', n), population, goesOn)),
  ];
}

/** One fault after another, chosen and timed by the seed. */
async function strike(
  world: World,
  faults: readonly Fault[],
  chance: Chance,
  history: History,
  goesOn: () => boolean,
): Promise<void> {
  await sleep(1_500);
  while (goesOn() && faults.length > 0) {
    const fault = chance.pick(faults);
    const began = performance.now();
    if (fault.strikes === 'redis' && chance.happens(0.3))
      await world.redis.rememberDump().catch(() => undefined);
    await fault.run(world, chance);
    history.add({ kind: 'fault', name: fault.name, began, ended: performance.now() });
    await sleep(chance.between(300, 2_500));
  }
}

function summarize(
  { name, seconds }: PhaseOptions,
  history: History,
  rest: Pick<
    PhaseReport,
    'staleness' | 'staleReads' | 'tokenReads' | 'compared' | 'residentMb' | 'violations'
  >,
): PhaseReport {
  const { requests, writes, faults } = history;
  const cached = requests.filter(({ cacheStatus }) => cacheStatus !== '');
  const hits = cached.filter(({ cacheStatus }) => cacheStatus.includes('hit')).length;
  const failed = requests.filter(({ status }) => status === 0 || status >= 500).length;
  const counts: Record<string, number> = {};
  for (const fault of faults) counts[fault.name] = (counts[fault.name] ?? 0) + 1;
  return {
    ...{ name, seconds, reads: requests.filter(({ path }) => path.startsWith('GET')).length },
    ...{ writes: writes.length, acknowledged: writes.filter(({ version }) => version !== null).length },
    ...{
      faults: counts,
      failed,
      bypasses: cached.filter(({ cacheStatus }) => cacheStatus.includes('bypass')).length,
    },
    availability: percent(requests.length - failed, requests.length),
    hits: percent(hits, cached.length),
    ...rest,
  };
}

/** What a phase is held to besides the promise. */
function judgePhase(report: PhaseReport, faults: readonly Fault[]): Violation[] {
  const violations: Violation[] = [];
  const demand = (fulfilled: boolean, rule: Violation['rule'], text: string): void => {
    if (!fulfilled) violations.push({ rule, text: `${report.name}: ${text}` });
  };
  const most = Math.max(...report.residentMb);
  demand(most <= MOST_RESIDENT_MB, 'memory', `an instance holds ${most} MiB`);
  demand(report.reads > 0 && report.acknowledged > 0, 'phase', 'nothing was read or written');
  if (faults.some(({ strikes }) => strikes !== 'redis')) return violations;
  demand(report.failed === 0, 'phase', `${report.failed} requests failed though only Redis did`);
  demand(report.bypasses === 0, 'phase', `${report.bypasses} bypasses though only Redis failed`);
  demand(report.staleReads === 0, 'phase', `${report.staleReads} stale answers though only Redis failed`);
  demand(report.hits > 50, 'phase', `only ${report.hits} % of the cached reads were hits`);
  return violations;
}

function percent(part: number, whole: number): number {
  return Math.round((part / Math.max(1, whole)) * 10_000) / 100;
}
