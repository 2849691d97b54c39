import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Samples } from '../measure/samples.js';
import { judgeTargets, sectionOf, TARGETS, type Outcome } from './targets.js';

const FILE = 'bench/recorded.json';
/** Machines differ and are noisy: only a loss of this much says something. */
const GROSS = 2;

export type Mode = 'quick' | 'full';
/** By the id of their target. */
export type Ratios = Readonly<Record<string, number>>;
type Recorded = Partial<Record<Mode, Ratios>>;

/** Keeps a run's ratios, for later runs of the same mode to be held against. */
export function record(samples: Samples, mode: Mode): void {
  const ratios = comparableRatios(samples, mode).map(({ id, value }) => [
    id,
    Number(Number(value).toPrecision(4)),
  ]);
  const all: Recorded = { ...readRecorded(), [mode]: Object.fromEntries(ratios) as Ratios };
  writeFileSync(FILE, `${JSON.stringify(all, null, 2)}\n`);
}

/** A ratio that is less than half as good as the recorded one. */
export interface Loss {
  readonly id: string;
  readonly text: string;
}

/** What is on record for a mode, of the sections that a run is asked for. */
export function recordedRatios(mode: Mode, sections: readonly string[]): Ratios {
  const all = readRecorded()[mode] ?? {};
  const asked = TARGETS.filter((target) => sections.includes(sectionOf(target))).map(({ id }) => id);
  return Object.fromEntries(Object.entries(all).filter(([id]) => asked.includes(id)));
}

export function findGrossLosses(samples: Samples, recorded: Ratios): readonly Loss[] {
  return compare(samples, recorded).flatMap(({ id, text, value, before, timesWorse }) =>
    timesWorse !== null && timesWorse > GROSS
      ? [{ id, text: `${text}: ${value?.toPrecision(3)}, recorded ${before}` }]
      : [],
  );
}

/** The ratios on record for which a run has no figure, for people. */
export function findMissing(samples: Samples, recorded: Ratios): readonly string[] {
  return compare(samples, recorded).flatMap(({ text, before, timesWorse }) =>
    timesWorse === null ? [`no figure for ${text}: recorded ${before}`] : [],
  );
}

/** Ids of the ratios on record that a run has measured, and found to be no gross loss. */
export function findFine(samples: Samples, recorded: Ratios): ReadonlySet<string> {
  const fine = compare(samples, recorded).filter(
    ({ timesWorse }) => timesWorse !== null && timesWorse <= GROSS,
  );
  return new Set(fine.map(({ id }) => id));
}

interface Comparison extends Outcome {
  readonly before: number;
  /** Null where there is nothing to compare. */
  readonly timesWorse: number | null;
}

function compare(samples: Samples, recorded: Ratios): readonly Comparison[] {
  return judgeTargets(samples).flatMap((outcome) => {
    const before = recorded[outcome.id];
    return before === undefined ? [] : [{ ...outcome, before, timesWorse: countTimesWorse(outcome, before) }];
  });
}

function countTimesWorse({ value, atMost }: Outcome, before: number): number | null {
  if (value === null) return null;
  const times = atMost === undefined ? before / value : value / before;
  // No time at all is what took place never.
  return times > 0 ? times : null;
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
