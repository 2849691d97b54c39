import type { PhaseReport } from './phase-report.js';

/** Violations that are printed; the report's file holds all. */
const MOST_PRINTED = 10;

/** A phase in a few lines, for people. */
export function printReport(phase: PhaseReport, print: (line: string) => void): void {
  const { staleness, violations } = phase;
  const counts = (of: Readonly<Record<string, number>>): string =>
    Object.entries(of)
      .map(([what, count]) => `${what} ×${count}`)
      .join(', ') || 'none';
  print(`\n=== ${phase.name}, ${phase.seconds} s`);
  print(`faults: ${counts(phase.faults)}`);
  print(
    `${phase.reads} reads (${phase.hits} % of the cached from a tier, ${phase.staleReads} labelled stale, ${phase.softReads} soft, ${phase.bypasses} bypasses, ` +
      `${phase.tokenReads} with a token), ${phase.acknowledged} of ${phase.writes} writes acknowledged`,
  );
  print(`behind when read, in ms: p50 ${staleness.p50}, p99 ${staleness.p99}, max ${staleness.max}`);
  print(
    `availability ${phase.availability} % (${phase.failed} failed); resident ${phase.residentMb.join(', ')} MiB; machine's load ${phase.load}`,
  );
  print(`at rest, equal to MongoDB: ${counts(phase.compared)}`);
  for (const { rule, text } of violations.slice(0, MOST_PRINTED)) print(`VIOLATION ${rule}: ${text}`);
  if (violations.length > MOST_PRINTED) print(`… and ${violations.length - MOST_PRINTED} more`);
  print(violations.length === 0 ? '0 violations' : `${violations.length} VIOLATIONS`);
}
