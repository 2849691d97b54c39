import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { Lab } from '../../bench/lab/lab.js';
import { readSettings } from '../../bench/settings.js';
import { exitOnSignals } from '../../src/embedded/exit-on-signals.js';
import { locateMongod } from '../../src/embedded/locate-mongod.js';
import { locateRedis } from '../../src/embedded/locate-redis.js';
import { countCourseReads } from './course-reads.js';
import { flood, type FloodReport } from './flood.js';
import { printReport } from './report.js';
import { fillStock } from './stock.js';
import { findFaults } from './verdict.js';

const CACHE_MB = 64;

const whole = (text: string): number => {
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new InvalidArgumentError('expected a whole number above 0');
  return Number(text);
};

interface Options {
  readonly ids: number;
  readonly minutes: number;
  readonly out?: string;
}

const options = new Command('memory')
  .description(
    'asks one process for very many different things and looks at its memory and at MongoDB’s counts',
  )
  .option('--ids <n>', 'different ids of courses that there are none of', whole, 1_000_000)
  .option('--minutes <n>', 'what takes longer is ended, and fails', whole, 30)
  .option('--out <file>', 'keeps the report there, as JSON')
  .parse()
  .opts<Options>();

exitOnSignals();
const report = await run(options);
const faults = findFaults(report);
if (options.out !== undefined)
  writeFileSync(resolve(options.out), `${JSON.stringify({ faults, ...report }, null, 2)}\n`);
printReport(report, faults, (line) => console.info(line));
process.exitCode = faults.length === 0 ? 0 : 1;

async function run({ ids, minutes }: Options): Promise<FloodReport> {
  const print = (line: string): void => console.info(line);
  const settings = readSettings();
  const cacheDir = resolve(settings.dataDir, 'servers');
  const mongod = await locateMongod({ binary: settings.mongodBinary, cacheDir, report: print });
  const redis = await locateRedis({ cacheDir, report: print });
  const dir = mkdtempSync(join(tmpdir(), 'tiercel-memory-'));
  const lab = await Lab.open({ dir, mongod: mongod.binary, redisServer: redis.binary, report: print });
  try {
    await fillStock(lab.db);
    const limits = { CACHE_MAX_MEMORY_MB: String(CACHE_MB), RATE_LIMIT_ENABLED: 'false' };
    const product = await lab.startProduct('product', limits, false);
    try {
      const target = {
        port: product.port,
        cacheMb: CACHE_MB,
        residentMb: () => product.residentMb,
        courseReads: () => countCourseReads(lab.db),
      };
      return await flood(target, { ids, longestMs: minutes * 60_000 });
    } finally {
      await product.stop();
    }
  } finally {
    await lab.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
