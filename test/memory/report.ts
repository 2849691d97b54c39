import type { FloodReport, Phase } from './flood.js';

/** A flood in a few lines, for people. */
export function printReport(
  report: FloodReport,
  faults: readonly string[],
  print: (line: string) => void,
): void {
  const { cacheMb, warmMb, mostMb, heldMb, malformed, flood } = report;
  print(describe('malformed ids alone', malformed));
  print(describe('unknown ids, malformed ones and lists', flood));
  print(
    `resident ${warmMb.toFixed(1)} MiB after the warm-up, at most ${mostMb.toFixed(1)}: ` +
      `${(mostMb - warmMb).toFixed(1)} more; the cache held ${heldMb.toFixed(1)} of ${cacheMb} in the end`,
  );
  for (const fault of faults) print(`FAILED: ${fault}`);
}

function describe(name: string, { asked, statuses, courseReads, seconds }: Phase): string {
  const counts = Object.entries(statuses).map(([status, count]) => `${count} answered ${status}`);
  return `${name}: ${asked} in ${seconds.toFixed(1)} s, ${counts.join(', ')}; ${courseReads} reads of courses`;
}
