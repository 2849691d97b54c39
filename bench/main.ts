import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { exitOnSignals } from '../src/embedded/exit-on-signals.js';
import { locateMongod } from '../src/embedded/locate-mongod.js';
import { locateRedis } from '../src/embedded/locate-redis.js';
import { measureEngine } from './engine/engine-section.js';
import { measureHttp } from './http/http-section.js';
import { Lab } from './lab/lab.js';
import { Load } from './load/load.js';
import type { Section } from './measure/bench.js';
import { Samples } from './measure/samples.js';
import { tabulateEngine } from './report/engine-tables.js';
import { tabulateHttp } from './report/http-tables.js';
import { printTable, tabulateTargets } from './report/print.js';
import { readSettings } from './settings.js';

const SECTIONS: Readonly<Record<string, Section>> = {
  engine: measureEngine,
  http: measureHttp,
};

const parseSections = (text: string): string[] => {
  const names = text.split(',');
  const unknown = names.find((name) => !(name in SECTIONS));
  if (unknown === undefined) return names;
  throw new InvalidArgumentError(`there is no section ${unknown}, only ${Object.keys(SECTIONS).join(', ')}`);
};

interface Options {
  readonly only: readonly string[];
  readonly quick?: boolean;
  readonly out?: string;
}

const options = new Command('bench')
  .description('measures the product against what one would pick instead, on servers that it starts itself')
  .option('--only <sections>', `of ${Object.keys(SECTIONS).join(', ')}`, parseSections, Object.keys(SECTIONS))
  .option('--quick', 'a few minutes, for every change')
  .option('--out <folder>', 'keeps the figures there, as report.json')
  .parse()
  .opts<Options>();

exitOnSignals();
try {
  await run(options);
} catch (fault) {
  console.error(fault);
  // What a section left open would keep the process.
  process.exit(1);
}

async function run({ only, quick = false, out }: Options): Promise<void> {
  const settings = readSettings();
  const report = (line: string): void => console.info(line);
  const cacheDir = resolve(settings.dataDir, 'servers');
  const mongod = await locateMongod({ binary: settings.mongodBinary, cacheDir, report });
  const redis = await locateRedis({ cacheDir, report });
  const dir = mkdtempSync(join(tmpdir(), 'tiercel-bench-'));
  const samples = new Samples();
  const load = Load.start();
  try {
    const lab = await Lab.open({ dir, mongod: mongod.binary, redisServer: redis.binary, report });
    try {
      for (const name of only) {
        await SECTIONS[name]?.({ lab, load, samples, report, quick, ouladDir: settings.ouladDir });
      }
    } finally {
      await lab.stop();
    }
  } finally {
    load.stop();
    rmSync(dir, { recursive: true, force: true });
  }
  const tables = [...tabulateEngine(samples), ...tabulateHttp(samples), tabulateTargets(samples)];
  for (const table of tables) printTable(table, report);
  if (out !== undefined) {
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, 'report.json'), JSON.stringify(samples, null, 1));
  }
}
