import { median } from './samples.js';

/** One request after the other, so that none waits for another; `ask` throws where the answer is not the one wanted. */
export interface LatencyCase {
  readonly name: string;
  /** Whatever is to be asked for, each once a round. */
  readonly asks: readonly (() => Promise<void>)[];
}

const ROUNDS = 10;

const rounded = (milliseconds: number | undefined): string => (milliseconds ?? Number.NaN).toFixed(1);

/** Prints the median, the 95th percentile and the worst of each case, and of all, in milliseconds. */
export async function printLatencies(cases: readonly LatencyCase[]): Promise<void> {
  const rows = [];
  const all: number[] = [];
  for (const { name, asks } of cases) {
    const times = await timeAll(asks);
    rows.push(describe(name, times));
    all.push(...times);
  }
  console.table([...rows, describe('all', all)]);
}

async function timeAll(asks: LatencyCase['asks']): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const ask of asks) {
      const began = performance.now();
      await ask();
      // The first round fills MongoDB's own cache.
      if (round > 0) times.push(performance.now() - began);
    }
  }
  return times;
}

function describe(name: string, times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  return {
    asked: name,
    times: times.length,
    'median ms': rounded(median(times)),
    'p95 ms': rounded(sorted[Math.floor(sorted.length * 0.95)]),
    'worst ms': rounded(sorted.at(-1)),
  };
}
