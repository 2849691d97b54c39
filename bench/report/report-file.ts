import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a run leaves. */
export interface Report {
  readonly circumstances: string;
  /** Sections that failed, and why. */
  readonly faults: readonly string[];
  readonly marks: Readonly<Record<string, string>>;
  readonly samples: Readonly<Record<string, readonly number[]>>;
}

export function writeReport(folder: string, report: Report): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.json'), JSON.stringify(report, null, 1));
}

export function readReport(file: string): Report {
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}
