import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Samples, type Round } from '../measure/samples.js';

/** What a run leaves. */
export interface Report {
  readonly circumstances: string;
  /** Sections that failed, and why. */
  readonly faults: readonly string[];
  readonly marks: Readonly<Record<string, string>>;
  readonly samples: Readonly<Record<string, readonly Round[]>>;
}

export function writeReport(folder: string, report: Report): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.json'), JSON.stringify(report, null, 1));
}

export function readReport(file: string): Report {
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

/** The figures of several reports, which have measured different things. */
export function mergeSamples(reports: readonly Report[]): Samples {
  const samples = new Samples();
  for (const each of reports) {
    samples.take(each.samples);
    Object.assign(samples.marks, each.marks);
  }
  return samples;
}
