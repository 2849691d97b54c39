import { askAll, type Answers } from './ask-all.js';
import { fullLists, malformedCourses, mixed, unknownCourses, type Ask } from './asks.js';
import { MemoryWatch } from './memory-watch.js';

/** The process that is flooded, and who else knows of it. */
export interface Target {
  readonly port: number;
  /** `CACHE_MAX_MEMORY_MB` of it. */
  readonly cacheMb: number;
  /** Resident memory of it, MiB. */
  residentMb(): number;
  /** Reads of courses, by MongoDB's own count. */
  courseReads(): Promise<number>;
}

export interface FloodOptions {
  /** Different well-formed ids of courses that there are none of. */
  readonly ids: number;
  /** What takes longer is ended, and fails. */
  readonly longestMs: number;
}

/** Answers of a phase, and the reads of courses in it. */
export interface Phase extends Answers {
  readonly wanted: number;
  readonly courseReads: number;
  readonly seconds: number;
}

/** How many different things of each kind. */
interface Counts {
  readonly ids: number;
  readonly malformed: number;
  readonly lists: number;
}

export interface FloodReport {
  readonly cacheMb: number;
  readonly counts: Counts;
  /** What is no id, alone. */
  readonly malformed: Phase;
  /** Everything. */
  readonly flood: Phase;
  /** MiB resident after the warm-up and at most from there on. */
  readonly warmMb: number;
  readonly mostMb: number;
  /** MiB that the memory tier held at the end, by its own account. */
  readonly heldMb: number;
  /** MiB resident, one a quarter of a second. */
  readonly samples: readonly number[];
}

/** Lists that fill a tier of 64 MiB over and over, however few the ids. */
const LEAST_LISTS = 4_000;
const WARM_UP: Counts = { ids: 2_000, malformed: 200, lists: 20 };

/**
 * Floods a process with ids of courses that there are none of, with what is no id among them and as many different
 * lists as fill its cache; before that, with what is no id alone, so that MongoDB's count tells whether it was asked.
 */
export async function flood(target: Target, { ids, longestMs }: FloodOptions): Promise<FloodReport> {
  const until = performance.now() + longestMs;
  const counts = {
    ids,
    malformed: Math.ceil(ids / 10),
    lists: Math.max(LEAST_LISTS, Math.ceil(ids / 100)),
  };
  // Lists of its own: those of the flood are new to the process.
  await askAll(target.port, mixture(WARM_UP, counts.lists), until);
  const watch = new MemoryWatch(() => target.residentMb());
  try {
    const malformed = await runPhase(target, malformedCourses(counts.malformed), counts.malformed, until);
    const wanted = counts.ids + counts.malformed + counts.lists;
    const whole = await runPhase(target, mixture(counts), wanted, until);
    const { cacheMb, port } = target;
    const { firstMb: warmMb, mostMb, samples } = watch;
    const heldMb = await readHeldMb(port);
    return { cacheMb, counts, malformed, flood: whole, warmMb, mostMb, heldMb, samples };
  } finally {
    watch.stop();
  }
}

function mixture({ ids, malformed, lists }: Counts, firstList = 0): Generator<Ask> {
  return mixed([
    { count: ids, asks: unknownCourses(ids) },
    { count: malformed, asks: malformedCourses(malformed) },
    { count: lists, asks: fullLists(lists, firstList) },
  ]);
}

async function runPhase(target: Target, asks: Iterable<Ask>, wanted: number, until: number): Promise<Phase> {
  const before = await target.courseReads();
  const began = performance.now();
  const answers = await askAll(target.port, asks, until);
  const seconds = (performance.now() - began) / 1_000;
  return { ...answers, wanted, seconds, courseReads: (await target.courseReads()) - before };
}

async function readHeldMb(port: number): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^cache_memory_bytes (\S+)/m.exec(metrics)?.[1]) / 1_024 / 1_024;
}
