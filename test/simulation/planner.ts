import { Chance } from './chance.js';
import { FAULT_NAMES, type PlannedFault } from './faults.js';
import type { Plan, PlannedAct } from './plan.js';
import { IDS, ROWS, STALENESS_MS } from './rows.js';

type Range = readonly [least: number, most: number];

/** How much is done in a schedule. */
interface Shape {
  readonly instances: readonly number[];
  readonly clients: Range;
  /** Of each client. */
  readonly acts: Range;
  readonly moments: readonly number[];
  readonly faults: Range;
  /** Shares of the writes that are carried over. */
  readonly carries: readonly number[];
}

/** To break a protocol takes two instances and a handful of acts: many short schedules find more than few long ones. */
const SHORT: Shape = {
  instances: [1, 2, 2, 2, 3],
  clients: [1, 3],
  acts: [2, 6],
  moments: [1, 2, 2, 3],
  faults: [0, 3],
  carries: [0, 0.7, 1],
};
/** What is carried over a write is in one instance's memory, and breaks by what comes between within milliseconds. */
const CARRYING: Shape = {
  instances: [1, 1, 2],
  clients: [2, 3],
  acts: [6, 14],
  moments: [2, 3],
  faults: [0, 1],
  carries: [1],
};
const LONG: Shape = {
  instances: [3],
  clients: [4, 4],
  acts: [20, 30],
  moments: [6, 9, 12],
  faults: [0, 6],
  carries: [0, 0.7, 1],
};
const CARRYING_SHARE = 0.1;
const LONG_SHARE = 0.02;

/** Only beats help against these, so they are drawn oftener than one in all. */
const AGAINST_PROOF = ['streamStalls', 'primarySleeps'] as const;
const ROW_KINDS = ROWS.map(({ kind }) => kind);
/** Everything has started by then, in milliseconds. */
const FIRST_MOMENT = 60;
/** What is done at a moment is done in so many milliseconds: it meets on its way. */
const MOMENT_MS = 30;
const LEAST_GAP_MS = 8;
/** Longer than what is soft, and what memory keeps, may be served. */
const LONGEST_GAP_MS = 4_300;

/**
 * The schedule of a seed. What is done is crowded around a few moments, milliseconds or seconds apart,
 * and each schedule takes only a few kinds of faults, rows and habits from all there are: what is
 * rare on average is frequent in some.
 *
 * Groce, Zhang, Eide, Chen, Regehr: Swarm Testing, ISSTA 2012.
 */
export function planOf(seed: number): Plan {
  const chance = new Chance(seed ^ 0x5bd1_e995);
  const shape = shapeOf(chance.draw());
  const within = ([least, most]: Range): number => chance.between(least, most);
  const instances = chance.pick(shape.instances);
  const place = (): number => chance.between(0, instances - 1);
  const moments = momentsOf(chance, chance.pick(shape.moments));
  const moment = (): number => chance.pick(moments) + chance.between(0, MOMENT_MS);
  const act = actorOf(chance, place, chance.pick(shape.carries));
  const tokens = chance.pick([0, 0.5, 1]);
  const clients = times(within(shape.clients), () => ({
    keepsToken: chance.happens(tokens),
    acts: times(within(shape.acts), moment)
      .sort((a, b) => a - b)
      .map(act),
  }));
  const kinds = some<PlannedFault['name']>(chance, chance.happens(0.4) ? AGAINST_PROOF : FAULT_NAMES, 2);
  const faults = times(within(shape.faults), (): PlannedFault => {
    const at = moment();
    // As a rule a fault matters when it is still there the next time that something is done.
    const end = chance.happens(0.5) ? moment() : 0;
    const lasts = end > at ? end - at : spread(chance, LEAST_GAP_MS, LONGEST_GAP_MS);
    return { name: chance.pick(kinds), at, lasts, place: place() };
  });
  return { seed, instances, latencyMs: chance.pick([1, 4, 30]), clients, faults };
}

function shapeOf(draw: number): Shape {
  if (draw < LONG_SHARE) return LONG;
  return draw < LONG_SHARE + CARRYING_SHARE ? CARRYING : SHORT;
}

function momentsOf(chance: Chance, count: number): readonly number[] {
  const moments = [FIRST_MOMENT];
  while (moments.length < count) {
    // Half are further apart than the promise allows a write to be missed.
    const gap = chance.happens(0.5)
      ? chance.between(STALENESS_MS, LONGEST_GAP_MS)
      : spread(chance, LEAST_GAP_MS, STALENESS_MS);
    moments.push((moments.at(-1) ?? 0) + gap);
  }
  return moments;
}

/** What this schedule's clients do: their habits, drawn once, and then each act. */
function actorOf(chance: Chance, place: () => number, carries: number): (at: number) => PlannedAct {
  const rows = some(chance, ROW_KINDS, 2);
  // Pairs break where both of them are written to.
  const ids = rows.includes('pair') && chance.happens(0.7) ? IDS : some(chance, IDS, 2);
  const writes = chance.pick([0.2, 0.35, 0.6]);
  const tells = chance.pick([0, 0.7, 1]);
  const deletes = chance.pick([0, 0.2, 0.5]);
  const transactions = chance.pick([0, 0.5]);
  return (at) => {
    const id = chance.pick(ids);
    if (!chance.happens(writes)) return { kind: 'read', at, place: place(), row: chance.pick(rows), id };
    const written = chance.happens(transactions) ? ids : [id];
    const changes = written.map((each) => ({ id: each, deletes: chance.happens(deletes) }));
    return {
      kind: 'write',
      at,
      place: place(),
      changes,
      tells: chance.happens(tells),
      carries: chance.happens(carries),
    };
  };
}

/** Uniform in the logarithm: as many tens as hundreds. */
function spread(chance: Chance, least: number, most: number): number {
  return Math.round(least * (most / least) ** chance.draw());
}

/** At most `most` of `items`, at least one. */
function some<T>(chance: Chance, items: readonly T[], most: number): readonly T[] {
  return [...new Set(times(chance.between(1, most), () => chance.pick(items)))];
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}
