import type { FloodReport, Phase } from './flood.js';

/** What a process may grow by beside its cache, MiB. */
const BESIDE_CACHE_MB = 150;
/** Share of the cache's memory that has to be in use in the end, for the growth to say something. */
const LEAST_HELD = 0.85;

/** What was not as it must be; nothing when the flood did no harm. */
export function findFaults(report: FloodReport): string[] {
  const { cacheMb, counts, warmMb, mostMb, heldMb, malformed, flood } = report;
  const grown = mostMb - warmMb;
  const faults = [...faultsOf('what is malformed, alone', malformed), ...faultsOf('the flood', flood)];
  if (!(grown <= cacheMb + BESIDE_CACHE_MB))
    faults.push(`grew by ${grown.toFixed(1)} MiB, and ${cacheMb + BESIDE_CACHE_MB} are allowed`);
  if (!(heldMb >= LEAST_HELD * cacheMb))
    faults.push(`the cache held ${heldMb.toFixed(1)} MiB of ${cacheMb}: it was not filled`);
  if (malformed.courseReads > 0)
    faults.push(`MongoDB was asked ${malformed.courseReads} times for what is malformed`);
  // Each is asked for at least once: nothing else can know that there is no such course, or what a new list shows.
  const different = counts.ids + counts.lists;
  if (flood.courseReads < different)
    faults.push(`MongoDB was asked ${flood.courseReads} times for ${different} different ids and lists`);
  return faults;
}

function faultsOf(name: string, { asked, wanted, surprises }: Phase): string[] {
  const faults = surprises.map((surprise) => `${name}: answered ${surprise}`);
  return asked === wanted
    ? faults
    : [...faults, `${name}: only ${asked} of ${wanted} were asked for in time`];
}
