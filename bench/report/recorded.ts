import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Samples } from '../measure/samples.js';
import { judgeTargets, type Outcome } from './targets.js';

const FILE = 'bench/recorded.json';
/** Machines differ and are noisy: only a loss of this much says something. */
const GROSS = 2;

type Mode = 'quick' | 'full';
type Recorded = Partial<Record<Mode, Readonly<Record<string, number>>>>;

/** Keeps a run's ratios, for later runs of the same mode to be held against. */
export function record(samples: Samples, mode: Mode): void {
  const ratios = comparableRatios(samples, mode).map(({ id, value }) => [
    id,
    Number(Number(value).toPrecision(4)),
  ]);
  const all: Recorded = { ...readRecorded(), [mode]: Object.fromEntries(ratios) as Record<string, number> };
  writeFileSync(FILE, `${JSON.stringify(all, null, 2)}\n`);
}

/** A ratio that is less than half as good as the recorded one. */
export interface Loss {
  readonly id: string;
  readonly text: string;
}

export function findGrossLosses(samples: Samples, mode: Mode): readonly Loss[] {
  const recorded = readRecorded()[mode] ?? {};
  return comparableRatios(samples, mode).flatMap(({ id, text, value, atMost }) => {
    const before = recorded[id];
    if (before === undefined || value === null) return [];
    const loss = atMost === undefined ? before / value : value / before;
    return loss > GROSS ? [{ id, text: `${text}: ${value.toPrecision(3)}, recorded ${before}` }] : [];
  });
}

/** Microseconds say more about the machine than about the product. */
function comparableRatios(samples: Samples, mode: Mode): readonly Outcome[] {
  return judgeTargets(samples).filter(
    ({ value, absolute, onOulad }) =>
      value !== null && absolute !== true && (mode === 'full' || onOulad !== true),
  );
}

function readRecorded(): Recorded {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Recorded) : {};
}
