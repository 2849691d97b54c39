import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { exitOnSignals } from '../../src/embedded/exit-on-signals.js';
import { locateMongod } from '../../src/embedded/locate-mongod.js';
import { locateRedis } from '../../src/embedded/locate-redis.js';
import { FAULTS, type Fault } from './faults.js';
import { runPhase, type PhaseReport } from './phase.js';
import { printReport } from './report.js';
import { World } from './world.js';

const whole = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('expected a whole number');
  return Number(text);
};

interface Options {
  readonly seconds: number;
  readonly mixed: number;
  readonly seed: number;
  readonly staleness: number;
  readonly only?: string;
  readonly quick?: boolean;
  readonly out?: string;
}

const options = new Command('chaos')
  .description(
    'runs three instances over real servers, breaks things, and holds every answer against what was acknowledged',
  )
  .option('--seconds <n>', 'how long each fault is repeated; 0 leaves these phases out', whole, 60)
  .option('--mixed <n>', 'how long all faults strike in turn, in seconds; 0 leaves it out', whole, 300)
  .option('--seed <n>', 'of the schedule', whole, 1)
  .option('--staleness <ms>', 'CACHE_STALENESS_MS of the instances', whole, 10_000)
  .option('--only <text>', 'only faults whose name, or what they strike, contains this')
  .option('--quick', 'a mixed run of a minute, for every change')
  .option('--out <folder>', 'keeps report and histories there, instead of in a temporary folder')
  .parse()
  .opts<Options>();

exitOnSignals();
process.exitCode = await run(options);

async function run({ only, quick, seed, staleness, ...asked }: Options): Promise<number> {
  const seconds = quick ? 0 : asked.seconds;
  const mixed = quick ? 60 : asked.mixed;
  const faults = FAULTS.filter(
    ({ name, strikes }) => only === undefined || name.includes(only) || strikes === only,
  );
  const report = (line: string): void => console.info(line);
  const cacheDir = resolve(process.env['DATA_DIR'] ?? '.data', 'servers');
  const mongod = await locateMongod({ binary: process.env['MONGOD_BINARY'], cacheDir, report });
  const redis = await locateRedis({ cacheDir, report });
  const dir = asked.out === undefined ? mkdtempSync(join(tmpdir(), 'tiercel-chaos-')) : resolve(asked.out);
  const world = await World.start({
    ...{ dir, mongod: mongod.binary, redisServer: redis.binary },
    ...{ stalenessMs: staleness, instances: 3, members: 3 },
  });
  const phases: PhaseReport[] = [];
  try {
    const play = async (name: string, which: readonly Fault[], length: number): Promise<void> => {
      const phase = await runPhase(world, {
        name,
        faults: which,
        seconds: length,
        seed: seed + phases.length,
      });
      phases.push(phase);
      printReport(phase, report);
    };
    if (seconds > 0) for (const fault of faults) await play(fault.name, [fault], seconds);
    const onRedis = faults.filter(({ strikes }) => strikes === 'redis');
    if (mixed > 0 && onRedis.length > 0 && onRedis.length < faults.length)
      await play('Redis only', onRedis, Math.ceil(mixed / 4));
    if (mixed > 0) await play('mixed', faults, mixed);
  } finally {
    await world.stop();
  }
  writeFileSync(join(dir, 'report.json'), JSON.stringify({ seed, stalenessMs: staleness, phases }, null, 2));
  const violations = phases.reduce((sum, phase) => sum + phase.violations.length, 0);
  report(`${phases.length} phases, ${violations} violations; report and histories: ${dir}`);
  return violations === 0 ? 0 : 1;
}
