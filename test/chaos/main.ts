import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { exitOnSignals } from '../../src/embedded/exit-on-signals.js';
import { locateMongod } from '../../src/embedded/locate-mongod.js';
import { locateRedis } from '../../src/embedded/locate-redis.js';
import { planOf, type Plan } from './plan.js';
import { runPhase } from './phase.js';
import type { PhaseReport } from './phase-report.js';
import { TOPOLOGIES, type TopologyName } from './redis-topology.js';
import { printReport } from './report.js';
import { World } from './world.js';

const whole = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('expected a whole number');
  return Number(text);
};

interface Options extends Plan {
  readonly topology?: TopologyName;
  readonly seed: number;
  readonly staleness: number;
  readonly out?: string;
}

const options = new Command('chaos')
  .description(
    'runs three instances over real servers, breaks things, and holds every answer against what was acknowledged',
  )
  .addOption(new Option('--topology <name>', 'one kind of Redis instead of all three').choices(TOPOLOGIES))
  .option('--seconds <n>', 'how long each fault is repeated; 0 leaves these phases out', whole, 60)
  .option('--mixed <n>', 'how long all faults strike in turn, in seconds; 0 leaves it out', whole, 300)
  .option('--seed <n>', 'of the schedule', whole, 1)
  .option('--staleness <ms>', 'CACHE_STALENESS_MS of the instances', whole, 10_000)
  .option('--only <text>', 'only faults whose name, or what they strike, contains this')
  .option('--quick', 'a short mixed run on a single Redis, for every change')
  .option('--out <folder>', 'keeps report and histories there, instead of in a temporary folder')
  .parse()
  .opts<Options>();

exitOnSignals();
// Not by exitCode: Node 20 can spin for ever while it tidies up sockets that were reset.
process.exit(await run(options));

function topologiesOf({ topology, quick }: Options): readonly TopologyName[] {
  if (topology) return [topology];
  return quick ? ['single'] : TOPOLOGIES;
}

async function run(asked: Options): Promise<number> {
  const { seed, staleness } = asked;
  const report = (line: string): void => console.info(line);
  const cacheDir = resolve(process.env['DATA_DIR'] ?? '.data', 'servers');
  const mongod = await locateMongod({ binary: process.env['MONGOD_BINARY'], cacheDir, report });
  const redis = await locateRedis({ cacheDir, report });
  const out = asked.out === undefined ? mkdtempSync(join(tmpdir(), 'tiercel-chaos-')) : resolve(asked.out);
  const phases: PhaseReport[] = [];
  const keep = (): void =>
    writeFileSync(
      join(out, 'report.json'),
      JSON.stringify({ seed, stalenessMs: staleness, phases }, null, 2),
    );
  for (const topology of topologiesOf(asked)) {
    const dir = join(out, topology);
    mkdirSync(dir, { recursive: true });
    const world = await World.start({
      ...{ dir, mongod: mongod.binary, redisServer: redis.binary, topology },
      ...{ stalenessMs: staleness, instances: 3, members: 3 },
    });
    try {
      for (const phase of planOf(topology, asked)) {
        const done = await runPhase(world, { ...phase, seed: seed + phases.length });
        phases.push(done);
        printReport(done, report);
        keep();
      }
    } finally {
      await world.stop();
    }
  }
  keep();
  const violations = phases.reduce((sum, phase) => sum + phase.violations.length, 0);
  report(`\n${phases.length} phases, ${violations} violations; report and histories: ${out}`);
  return violations === 0 && phases.length > 0 ? 0 : 1;
}
