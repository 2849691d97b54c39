import { findFine, findGrossLosses, findMissing, type Loss, type Ratios } from './recorded.js';
import { mergeSamples, type Report } from './report-file.js';

/** What a run is held against. */
export interface Gate {
  readonly recorded: Ratios;
  /** Whether ratios that are less than half as good fail it; those that are missing do in any case. */
  readonly countsLosses: boolean;
  /** Measures the same once more, for these losses; left out: they count at once. */
  readonly measureAgain?: ((losses: readonly Loss[]) => Promise<readonly Report[]>) | undefined;
}

/** Why a run fails, a line each: losses, sections that failed in either run, and ratios on record without a figure. */
export async function findFailures(
  results: readonly Report[],
  { recorded, countsLosses, measureAgain }: Gate,
): Promise<readonly string[]> {
  const samples = mergeSamples(results);
  const faults = [...results.flatMap((each) => each.faults), ...findMissing(samples, recorded)];
  let losses = countsLosses ? findGrossLosses(samples, recorded) : [];
  if (losses.length > 0 && measureAgain) {
    // Something else may have kept the machine busy: only what was measured again, and was well, is no loss.
    const again = await measureAgain(losses);
    faults.push(...again.flatMap((each) => each.faults));
    const fine = findFine(mergeSamples(again), recorded);
    losses = losses.filter(({ id }) => !fine.has(id));
  }
  return [
    ...losses.map(({ text }) => `LOST more than half: ${text}`),
    ...faults.map((fault) => `FAILED ${fault}`),
  ];
}
