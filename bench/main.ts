import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { exitOnSignals } from '../src/embedded/exit-on-signals.js';
import { locateMongod } from '../src/embedded/locate-mongod.js';
import { locateRedis } from '../src/embedded/locate-redis.js';
import { measureEngine } from './engine/engine-section.js';
import { measureHttp } from './http/http-section.js';
import { Lab } from './lab/lab.js';
import { fillStock, type Stock } from './lab/stock.js';
import { Load } from './load/load.js';
import type { Section } from './measure/bench.js';
import { Samples } from './measure/samples.js';
import { describeCircumstances } from './report/circumstances.js';
import { findFailures } from './report/gate.js';
import { writePage } from './report/page.js';
import { printTable } from './report/print.js';
import { record, recordedRatios, type Loss } from './report/recorded.js';
import { mergeSamples, readReport, writeReport, type Report } from './report/report-file.js';
import { tabulate } from './report/tabulate.js';
import { measureScale } from './scale/scale-section.js';
import { readSettings } from './settings.js';
import { measureWorkloads } from './workloads/workloads-section.js';

const SECTIONS: Readonly<Record<string, Section>> = {
  engine: measureEngine,
  http: measureHttp,
  workloads: measureWorkloads,
  scale: measureScale,
};

/** Those that have targets. */
const TARGETED = ['engine', 'http', 'workloads'];

const parseSections = (text: string): string[] => {
  const names = text.split(',');
  const unknown = names.find((name) => !(name in SECTIONS));
  if (unknown === undefined) return names;
  throw new InvalidArgumentError(`there is no section ${unknown}, only ${Object.keys(SECTIONS).join(', ')}`);
};

interface Options {
  readonly only?: readonly string[];
  readonly quick?: boolean;
  readonly out?: string;
  readonly record?: boolean;
  readonly from?: readonly string[];
}

const asked = new Command('bench')
  .description('measures the product against what one would pick instead, on servers that it starts itself')
  .option('--only <sections>', `of ${Object.keys(SECTIONS).join(', ')}`, parseSections)
  .option(
    '--quick',
    'three minutes at most; fails when a ratio is twice less than half as good as the recorded one, or missing',
  )
  .option('--out <folder>', 'keeps the figures there, as report.json')
  .option('--from <reports...>', 'report.json of earlier runs, instead of measuring')
  .option('--record', 'writes bench/recorded.json, and after a full run docs/performance.md')
  .parse()
  .opts<Options>();

exitOnSignals();
try {
  process.exitCode = await run(asked);
} catch (fault) {
  console.error(fault);
  // What a section left open would keep the process.
  process.exit(1);
}

async function run({ quick = false, record: isToRecord = false, ...options }: Options): Promise<number> {
  const only = options.only ?? (quick ? TARGETED : Object.keys(SECTIONS));
  const report = (line: string): void => console.info(line);
  const results = options.from?.map(readReport) ?? (await measure(only, quick, report, options.out));
  const samples = mergeSamples(results);
  const circumstances = results.map((each) => each.circumstances).join('\n\n');
  const tables = tabulate(samples);
  for (const table of tables) printTable(table, report);
  report(`\n${circumstances}`);
  const mode = quick ? 'quick' : 'full';
  // Before a new record takes its place: that has only what this run measured.
  const recorded = recordedRatios(mode, only);
  if (isToRecord) record(samples, mode);
  if (isToRecord && !quick) await writePage(samples, circumstances, tables);
  const measureAgain = async (losses: readonly Loss[]): Promise<readonly Report[]> => {
    for (const { text } of losses) report(`measuring again, for ${text}`);
    return await measure(only, quick, report, undefined);
  };
  const failures = await findFailures(results, {
    recorded,
    countsLosses: quick && !isToRecord,
    measureAgain: options.from === undefined ? measureAgain : undefined,
  });
  for (const failure of failures) report(failure);
  return failures.length === 0 ? 0 : 1;
}

/** @param out folder for what is known after each section, so that a run that is ended early was not for nothing */
async function measure(
  only: readonly string[],
  quick: boolean,
  report: (line: string) => void,
  out: string | undefined,
): Promise<readonly Report[]> {
  const began = performance.now();
  const settings = readSettings();
  const cacheDir = resolve(settings.dataDir, 'servers');
  const mongod = await locateMongod({ binary: settings.mongodBinary, cacheDir, report });
  const redis = await locateRedis({ cacheDir, report });
  const dir = mkdtempSync(join(tmpdir(), 'tiercel-bench-'));
  const samples = new Samples();
  const faults: string[] = [];
  const done: string[] = [];
  const describe = (): Report => {
    const circumstances = describeCircumstances(done, (performance.now() - began) / 60_000);
    return { circumstances, faults, marks: samples.marks, samples: samples.toJSON() };
  };
  const load = Load.start();
  try {
    const lab = await Lab.open({ dir, mongod: mongod.binary, redisServer: redis.binary, report });
    try {
      let filling: Promise<Stock> | undefined;
      const ouladDir = quick ? undefined : settings.ouladDir;
      const stock = (): Promise<Stock> => (filling ??= fillStock(lab, ouladDir));
      for (const name of only) {
        try {
          await SECTIONS[name]?.({ lab, load, samples, report, quick, stock, ouladDir });
        } catch (fault) {
          // What the other sections measure is not lost with it.
          faults.push(`${name}: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`);
        }
        done.push(name);
        if (out !== undefined) writeReport(out, describe());
      }
    } finally {
      await lab.stop();
    }
  } finally {
    load.stop();
    rmSync(dir, { recursive: true, force: true });
  }
  return [describe()];
}
